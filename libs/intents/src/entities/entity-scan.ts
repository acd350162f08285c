import type { EntityType, MessageEntity } from '#libs/contracts';
import { foldHanScript } from '../han-script.js';
import { toHalfWidth } from '../normalize-text.js';

/** What a finder says of a match; null: it is none after all. */
export type Reading = Pick<MessageEntity, 'value'> & { currency?: string | null };

/** Stands for characters that belong to an entity already; no pattern matches it. */
const TAKEN = '\uF8FF';

/**
 * A piece of a message that finders look through one after another; what one has found the next does not see. It is
 * read in half width and simplified characters, which keep every position.
 */
export class EntityScan {
  readonly found: MessageEntity[] = [];
  #rest: string;

  /** @param offset where the piece begins in the message */
  constructor(
    private readonly piece: string,
    private readonly offset: number,
  ) {
    this.#rest = foldHanScript(toHalfWidth(piece));
  }

  /** Whether nothing that a figure could be in is left. */
  get hasDigits(): boolean {
    return /\d/.test(this.#rest);
  }

  get hasHan(): boolean {
    return /\p{Script=Han}/u.test(this.#rest);
  }

  /** Takes every match that can be read. With a named group `it`, only that part of the match is the entity. */
  take(type: EntityType, pattern: RegExp, read: (match: RegExpExecArray, text: string) => Reading | null): void {
    for (const match of this.#rest.matchAll(pattern)) {
      const matched = match.groups?.['it'] ?? match[0];
      const start = match.index + match[0].lastIndexOf(matched);
      const text = this.piece.slice(start, start + matched.length);
      const reading = read(match, text);
      if (!reading) continue;
      const at = { start: this.offset + start, end: this.offset + start + matched.length };
      this.found.push({ type, text, value: reading.value, currency: reading.currency ?? null, ...at });
      this.#hide(start, matched.length);
    }
  }

  /** Hides what looks like an entity and is none, such as an address of a page. */
  skip(pattern: RegExp): void {
    for (const match of this.#rest.matchAll(pattern)) this.#hide(match.index, match[0].length);
  }

  #hide(start: number, length: number): void {
    this.#rest = this.#rest.slice(0, start) + TAKEN.repeat(length) + this.#rest.slice(start + length);
  }
}
