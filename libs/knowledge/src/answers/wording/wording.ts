/** A question as it is compared with others. */
export interface Wording {
  /** What must be the same: kind of question, numbers, negations, order in time. */
  strict: string;
  /** What it is about, with the weight of each word. */
  tokens: ReadonlyMap<string, number>;
  /** Words and numbers as they follow one another, where that makes a difference. */
  order: readonly string[] | null;
}

const FAINT_WEIGHT = 0.2;

/** Gathers what is read of a question. */
export class WordingBuilder {
  readonly #strict: string[] = [];
  readonly #tokens = new Map<string, number>();
  readonly #order: string[] = [];
  #ordered = false;

  /** @param mark counted as often as it is said */
  strict(mark: string): void {
    this.#strict.push(mark);
    if (mark.startsWith('#')) this.#order.push(mark);
  }

  keepOrder(): void {
    this.#ordered = true;
  }

  word(token: string, isFaint: boolean): void {
    this.#order.push(token);
    const weight = isFaint ? FAINT_WEIGHT : 1;
    this.#tokens.set(token, Math.max(weight, this.#tokens.get(token) ?? 0));
  }

  build(): Wording {
    return { strict: this.#strict.sort().join(' '), tokens: this.#tokens, order: this.#ordered ? this.#order : null };
  }
}
