/** Kept of an answer, in UTF-16 code units: the text is needed only where a vendor does not count. */
const MOST_KEPT = 1_000_000;

/** What a model produced, piece by piece: all of it is measured, and of a very long answer the beginning kept. */
export class ProducedText {
  readonly #pieces: string[] = [];
  #length = 0;

  /** Of everything, in UTF-16 code units. */
  get length(): number {
    return this.#length;
  }

  /** Anything but text is passed over. */
  add(piece: unknown): void {
    if (typeof piece !== 'string' || piece === '') return;
    if (this.#length < MOST_KEPT) this.#pieces.push(piece);
    this.#length += piece.length;
  }

  text(): string {
    return this.#pieces.join('');
  }
}
