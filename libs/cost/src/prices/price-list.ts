import type { ModelPrice } from '#libs/contracts';
import type { TokenCounts } from '../model-call.js';
import { filedName, namesOf } from './model-names.js';
import { Price } from './price.js';
import type { PriceBook } from './price-book.js';

/** What a call cost; `priced` false: no price is known for the model, and the cost stands at zero. */
export interface Cost {
  /** US dollars. */
  cost: string;
  priced: boolean;
}

/** All prices as they are for one tenant: its own win over the shipped ones. Answers at once. */
export class PriceList {
  readonly #own: ReadonlyMap<string, Price>;

  /** @param own the tenant's, the oldest first */
  constructor(
    private readonly book: PriceBook,
    readonly own: readonly ModelPrice[],
  ) {
    this.#own = new Map(own.map((price) => [filedName(price.model), new Price(price)]));
  }

  costOf(model: string, tokens: TokenCounts): Cost {
    const price = this.#find(model);
    return price ? { cost: price.costOf(tokens), priced: true } : { cost: '0', priced: false };
  }

  priceOf(model: string): ModelPrice | null {
    return this.#find(model)?.shown ?? null;
  }

  #find(model: string): Price | null {
    if (this.#own.size > 0) {
      const name = namesOf(model).find((candidate) => this.#own.has(candidate));
      if (name) return this.#own.get(name)!;
    }
    return this.book.find(model)?.price ?? null;
  }
}
