import { LRUCache } from 'lru-cache';
import type { ModelPrice, ModelTier } from '#libs/contracts';
import { filedName, namesOf } from './model-names.js';
import { Price } from './price.js';
import type { ShippedPrice } from './price-file.js';

export interface ShippedModel {
  price: Price;
  tier: ModelTier | null;
}

/** The prices that come with the platform, found by whatever callers and vendors call a model. */
export class PriceBook {
  readonly #exact = new Map<string, ShippedModel>();
  readonly #prefixes: { prefix: string; model: ShippedModel }[] = [];
  /** Callers choose the names, so only so many are remembered. */
  readonly #found = new LRUCache<string, { model: ShippedModel | null }>({ max: 1_000 });

  constructor(private readonly shipped: readonly ShippedPrice[]) {
    for (const entry of shipped) this.#file(entry);
    this.#prefixes.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  find(model: string): ShippedModel | null {
    const found = this.#found.get(model) ?? { model: this.#search(namesOf(model)) };
    this.#found.set(model, found);
    return found.model;
  }

  list(): ModelPrice[] {
    return this.shipped.map(toShown);
  }

  #search(names: readonly string[]): ShippedModel | null {
    for (const name of names) {
      const model = this.#exact.get(name);
      if (model) return model;
    }
    return this.#prefixes.find(({ prefix }) => names.some((name) => name.startsWith(prefix)))?.model ?? null;
  }

  #file(entry: ShippedPrice): void {
    const model = { price: new Price(toShown(entry), entry.long_prompt), tier: entry.tier };
    for (const match of [entry.match, ...entry.aliases]) {
      const name = filedName(match);
      if (name.endsWith('*')) this.#prefixes.push({ prefix: name.slice(0, -1), model });
      else if (this.#exact.has(name)) throw new Error(`The price of ${match} is given twice`);
      else this.#exact.set(name, model);
    }
  }
}

const toShown = ({ match, input, output, cache_read, cache_write, as_of }: ShippedPrice): ModelPrice => ({ model: match, input, output, cache_read, cache_write, source: 'shipped', as_of });
