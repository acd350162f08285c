import { Decimal } from 'decimal.js';
import type { ModelPrice } from '#libs/contracts';
import type { TokenCounts } from '../model-call.js';

/** Enough digits that a sum of products of counts and prices is exact until it is rounded once. */
const Exact = Decimal.clone({ precision: 60 });

/** Decimals of the database's numeric(20, 10). */
const DECIMALS = 10;
const PER_TOKENS = 1_000_000;

interface Rates {
  input: Decimal;
  output: Decimal;
  cacheRead: Decimal;
  cacheWrite: Decimal;
}

/** US dollars per million tokens; the cache's prices null where they are those of other input. */
export interface RateTexts {
  input: string;
  output: string;
  cache_read: string | null;
  cache_write: string | null;
}

/** The price of one model, ready to reckon with. */
export class Price {
  readonly #rates: Rates;
  readonly #long: { above: number; rates: Rates } | null;

  constructor(
    readonly shown: ModelPrice,
    longPrompt: (RateTexts & { above: number }) | null = null,
  ) {
    this.#rates = ratesOf(shown);
    this.#long = longPrompt && { above: longPrompt.above, rates: ratesOf(longPrompt) };
  }

  /** US dollars, rounded half up to ten decimals. */
  costOf({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: TokenCounts): string {
    const { input, output, cacheRead, cacheWrite } = this.#ratesFor(inputTokens + cacheReadTokens + cacheWriteTokens);
    let sum = input.times(inputTokens).plus(output.times(outputTokens));
    if (cacheReadTokens > 0) sum = sum.plus(cacheRead.times(cacheReadTokens));
    if (cacheWriteTokens > 0) sum = sum.plus(cacheWrite.times(cacheWriteTokens));
    return sum.dividedBy(PER_TOKENS).toDecimalPlaces(DECIMALS, Decimal.ROUND_HALF_UP).toFixed();
  }

  #ratesFor(promptTokens: number): Rates {
    return this.#long && promptTokens > this.#long.above ? this.#long.rates : this.#rates;
  }
}

function ratesOf({ input, output, cache_read, cache_write }: RateTexts): Rates {
  return { input: new Exact(input), output: new Exact(output), cacheRead: new Exact(cache_read ?? input), cacheWrite: new Exact(cache_write ?? input) };
}
