import { ApiError } from './api-error.js';

const MAX_FRAME_LENGTH = 1024 * 1024;

export interface SseFrame {
  event: string;
  data: string;
  id: string;
}

/**
 * Turns the bytes of a text/event-stream into frames, wherever the chunks are cut: within a
 * character, a line or between the CR and LF of one line end. Comments and `retry` are skipped,
 * a frame without data is none.
 * Source: HTML Living Standard, 9.2.6 "Interpreting an event stream".
 */
export class SseParser {
  readonly #decoder = new TextDecoder();
  #unfinishedLine = '';
  #lastWasCr = false;
  #event = '';
  #data: string[] = [];
  #dataLength = 0;
  #id = '';

  /** The frames that this chunk completes. Throws ApiError on a frame of more than 2^20 code units. */
  push(chunk: Uint8Array): SseFrame[] {
    const lines = this.#takeLines(this.#decoder.decode(chunk, { stream: true }));
    const frames: SseFrame[] = [];
    for (const line of lines) {
      if (line !== '') this.#readField(line);
      else if (this.#data.length > 0) frames.push(this.#takeFrame());
      else this.#event = '';
    }
    if (this.#unfinishedLine.length + this.#dataLength > MAX_FRAME_LENGTH) {
      throw new ApiError('protocol', 'A frame of the event stream is too large');
    }
    return frames;
  }

  #takeLines(decoded: string): string[] {
    const text = this.#lastWasCr && decoded.startsWith('\n') ? decoded.slice(1) : decoded;
    if (decoded !== '') this.#lastWasCr = text.endsWith('\r');
    const lines = (this.#unfinishedLine + text).split(/\r\n|\n|\r/);
    this.#unfinishedLine = lines.pop() ?? '';
    return lines;
  }

  #readField(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#event = value;
    else if (name === 'data') this.#addData(value);
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
  }

  #addData(value: string): void {
    this.#data.push(value);
    this.#dataLength += value.length + 1;
  }

  #takeFrame(): SseFrame {
    const frame = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    this.#event = '';
    this.#data = [];
    this.#dataLength = 0;
    return frame;
  }
}
