const [MEAN_KEPT, SQUARE_KEPT, LEAST] = [0.9, 0.99, 1e-6];
const WARM_UP_STEPS = 50;

/** Adam (Kingma & Ba 2015) for a table of which each step touches a few rows; without its correction of the first steps, which are made small instead. */
export class SparseAdam {
  readonly #means: Float32Array;
  readonly #squares: Float32Array;
  #steps = 0;

  constructor(
    private readonly table: Float32Array,
    private readonly width: number,
    private readonly rate: number,
  ) {
    this.#means = new Float32Array(table.length);
    this.#squares = new Float32Array(table.length);
  }

  /** Moves the given rows against their slopes. */
  step(slopes: ReadonlyMap<number, Float32Array>): void {
    this.#steps += 1;
    const rate = this.rate * Math.min(1, this.#steps / WARM_UP_STEPS);
    for (const [row, slope] of slopes) this.#move(row * this.width, slope, rate);
  }

  #move(start: number, slope: Float32Array, rate: number): void {
    for (let at = 0; at < this.width; at++) {
      const place = start + at;
      const mean = (this.#means[place] = MEAN_KEPT * this.#means[place]! + (1 - MEAN_KEPT) * slope[at]!);
      const square = (this.#squares[place] = SQUARE_KEPT * this.#squares[place]! + (1 - SQUARE_KEPT) * slope[at]! * slope[at]!);
      this.table[place]! -= (rate * mean) / (Math.sqrt(square) + LEAST);
    }
  }
}
