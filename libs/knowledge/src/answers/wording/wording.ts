/** A question as it is compared with others. */
export interface Wording {
  /** What must be the same: kind of question, numbers, negations, order in time. */
  strict: string;
  /** What it is about, with the weight of each word. */
  tokens: ReadonlyMap<string, number>;
}

const FAINT_WEIGHT = 0.2;

/** Gathers what is read of a question. */
export class WordingBuilder {
  readonly #strict: string[] = [];
  readonly #tokens = new Map<string, number>();

  /** @param mark counted as often as it is said */
  strict(mark: string): void {
    this.#strict.push(mark);
  }

  word(token: string, isFaint: boolean): void {
    const weight = isFaint ? FAINT_WEIGHT : 1;
    this.#tokens.set(token, Math.max(weight, this.#tokens.get(token) ?? 0));
  }

  build(): Wording {
    return { strict: this.#strict.sort().join(' '), tokens: this.#tokens };
  }
}
