import { Socket } from 'node:net';

/**
 * Writes what is written in one go in one piece: BEGIN, the scope and the first statement of a
 * transaction are one system call and one packet instead of three.
 */
export class BatchingSocket extends Socket {
  // Both are called for every piece; the first one holds all of them back until the current code has run.
  override cork(): void {
    this.#hold();
    super.cork();
  }

  override write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
    this.#hold();
    return super.write(chunk, ...(rest as [BufferEncoding?, ((error?: Error | null) => void)?]));
  }

  #hold(): void {
    if (this.writableCorked > 0) return;
    super.cork();
    process.nextTick(() => this.uncork());
  }
}
