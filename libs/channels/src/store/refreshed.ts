/** How old a value may be, in milliseconds, and what happens meanwhile. */
export interface Freshness {
  /** Given as it is. */
  fresh: number;
  /** Given as it is, while it is read again. */
  stale: number;
  /** Still given when reading again fails or takes long. */
  lastKnown: number;
  /** How long a caller waits for a reading while there is a last known value. */
  patience: number;
  /** After a failed reading the next begins no sooner. */
  retry: number;
}

interface Reading<T> {
  result: Promise<T>;
  since: number;
}

/**
 * A value that is read again and again, by one reading at a time. Callers wait only while there is
 * none, or one that is too old or known to be outdated; a source that is away does not reach them
 * before the last known value is older than `lastKnown`.
 */
export class Refreshed<T> {
  #known: { value: T; at: number } | undefined;
  #reading: Reading<T> | undefined;
  #outdated = false;
  #failedAt = -Infinity;

  /**
   * @param read gets the last known value
   * @param onError told of each failed reading
   * @param now a clock in milliseconds
   */
  constructor(
    private readonly read: (previous: T | undefined) => Promise<T>,
    private readonly freshness: Freshness,
    private readonly onError: (error: unknown) => void,
    private readonly now: () => number,
  ) {}

  /** @throws what `read` throws, when there is no last known value young enough */
  async get(): Promise<T> {
    const known = this.#known;
    const age = known ? this.now() - known.at : Infinity;
    if (!known || age > this.freshness.lastKnown) return this.#readOnce().result;
    if (!this.#outdated && age <= this.freshness.fresh) return known.value;
    const reading = this.#readAgain();
    if (!reading || (!this.#outdated && age <= this.freshness.stale)) return known.value;
    return this.#waitFor(reading, known.value);
  }

  /** The value has changed at its source: what is being read at this moment may still be the old one. */
  invalidate(): void {
    this.#outdated = true;
    this.#reading = undefined;
    this.#failedAt = -Infinity;
  }

  /** Null while it is too soon after a failure. */
  #readAgain(): Reading<T> | null {
    if (!this.#reading && this.now() - this.#failedAt < this.freshness.retry) return null;
    return this.#readOnce();
  }

  #readOnce(): Reading<T> {
    if (this.#reading) return this.#reading;
    const reading: Reading<T> = { result: this.read(this.#known?.value), since: this.now() };
    this.#reading = reading;
    reading.result.then(
      (value) => this.#settle(reading, () => this.#keep(value)),
      (error: unknown) => this.#settle(reading, () => this.#fail(error)),
    );
    return reading;
  }

  /** A reading that was overtaken by `invalidate` counts for nothing. */
  #settle(reading: Reading<T>, then: () => void): void {
    if (this.#reading !== reading) return;
    this.#reading = undefined;
    then();
  }

  #keep(value: T): void {
    this.#known = { value, at: this.now() };
    this.#outdated = false;
  }

  #fail(error: unknown): void {
    this.#failedAt = this.now();
    this.onError(error);
  }

  async #waitFor({ result, since }: Reading<T>, lastKnown: T): Promise<T> {
    const left = since + this.freshness.patience - this.now();
    if (left <= 0) return lastKnown;
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<T>((resolve) => {
      timer = setTimeout(resolve, left, lastKnown);
    });
    try {
      return await Promise.race([result.catch(() => lastKnown), impatience]);
    } finally {
      clearTimeout(timer);
    }
  }
}
