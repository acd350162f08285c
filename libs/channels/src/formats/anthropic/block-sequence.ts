import type { JsonObject } from '../../completion.js';
import { parsedObject } from '../json.js';
import { namedFrame } from '../server-sent-events.js';
import { toolUseBlock } from './message.js';

interface Block {
  start: JsonObject;
  toDelta: (piece: string) => JsonObject;
  /** The call this block is, or null for text. */
  call: number | null;
  /** Pieces that came while another block was open. */
  waiting: string[];
  /** All pieces of a call, to see when its JSON is whole. */
  pieces: string[];
}

/**
 * The content blocks of a stream. This format has one block open at a time, while others let several
 * calls grow side by side: the first grows at once, and what comes for later ones waits until the JSON
 * of those before is whole, or the answer ends.
 */
export class BlockSequence {
  readonly #blocks: Block[] = [];
  /** Index of the block that is open; everything before it is closed. */
  #open = -1;

  text(text: string): string {
    const last = this.#blocks.at(-1);
    const block = last && last.call === null ? last : this.#append(TEXT);
    return this.#add(block, text);
  }

  beginCall(call: number, id: string, name: string): string {
    this.#append({ start: toolUseBlock(id, name, {}), toDelta: jsonDelta, call });
    return this.#advance(false);
  }

  arguments(call: number, json: string): string {
    const block = this.#blocks.find((candidate) => candidate.call === call);
    return block ? this.#add(block, json) : '';
  }

  close(): string {
    const frames = this.#advance(true);
    return this.#open >= 0 ? frames + stopFrame(this.#open) : frames;
  }

  #append(block: Pick<Block, 'start' | 'toDelta' | 'call'>): Block {
    const added = { ...block, waiting: [], pieces: [] };
    this.#blocks.push(added);
    return added;
  }

  #add(block: Block, piece: string): string {
    if (block.call !== null) block.pieces.push(piece);
    if (block === this.#blocks[this.#open]) return deltaFrame(this.#open, block.toDelta(piece)) + this.#advance(false);
    block.waiting.push(piece);
    return this.#advance(false);
  }

  /** Opens the blocks that need not wait any more. */
  #advance(atEnd: boolean): string {
    let frames = '';
    while (this.#open + 1 < this.#blocks.length) {
      const current = this.#blocks[this.#open];
      if (current && !atEnd && !isWhole(current)) break;
      if (current) frames += stopFrame(this.#open);
      this.#open += 1;
      frames += openFrames(this.#open, this.#blocks[this.#open]!);
    }
    return frames;
  }
}

const textDelta = (text: string): JsonObject => ({ type: 'text_delta', text });
const jsonDelta = (json: string): JsonObject => ({ type: 'input_json_delta', partial_json: json });
const TEXT = { start: { type: 'text', text: '', citations: null }, toDelta: textDelta, call: null };

/** Text is whole as soon as something follows it. */
const isWhole = (block: Block): boolean => block.call === null || parsedObject(block.pieces.join('')) !== null;

function openFrames(index: number, block: Block): string {
  const start = namedFrame({ type: 'content_block_start', index, content_block: block.start });
  const waited = block.waiting.splice(0).join('');
  return waited === '' ? start : start + deltaFrame(index, block.toDelta(waited));
}

const deltaFrame = (index: number, delta: JsonObject): string => namedFrame({ type: 'content_block_delta', index, delta });
const stopFrame = (index: number): string => namedFrame({ type: 'content_block_stop', index });
