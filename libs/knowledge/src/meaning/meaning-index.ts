import type { Meaning } from './question-encoder.js';

/** Numbers of a unit vector of many dimensions hardly exceed one half; bytes count in steps of 1/STEPS. */
const STEPS = 254;
const BYTE_MAX = 127;

/** A meaning rounded to a byte for each number: a quarter of the memory, the same order of likeness. */
export type PackedMeaning = Int8Array;

export function pack(meaning: Meaning): PackedMeaning {
  return Int8Array.from(meaning, (value) => Math.max(-BYTE_MAX, Math.min(BYTE_MAX, Math.round(value * STEPS))));
}

/** How alike two texts are in meaning: the cosine, −1 to 1. */
export function likeness(meaning: Meaning, packed: PackedMeaning, start = 0): number {
  let sum = 0;
  for (let at = 0; at < meaning.length; at++) sum += meaning[at]! * packed[start + at]!;
  return sum / STEPS;
}

/** One meaning for each of many documents, of which the likest are found by looking at all. */
export class MeaningIndex {
  readonly #dimensions: number;
  #bytes: Int8Array;
  /** Documents by place; the places of those that are gone are taken again. */
  readonly #documents: number[] = [];
  readonly #places = new Map<number, number>();

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#bytes = new Int8Array(16 * dimensions);
  }

  add(document: number, packed: PackedMeaning): void {
    const place = this.#documents.push(document) - 1;
    this.#places.set(document, place);
    if ((place + 1) * this.#dimensions > this.#bytes.length) this.#grow();
    this.#bytes.set(packed, place * this.#dimensions);
  }

  /** The last document moves to where this one was. */
  remove(document: number): void {
    const place = this.#places.get(document)!;
    const last = this.#documents.pop()!;
    this.#places.delete(document);
    if (last === document) return;
    this.#documents[place] = last;
    this.#places.set(last, place);
    const from = this.#documents.length * this.#dimensions;
    this.#bytes.copyWithin(place * this.#dimensions, from, from + this.#dimensions);
  }

  /** The `limit` accepted documents likest to a meaning, likest first. */
  best(meaning: Meaning, limit: number, accepts?: (document: number) => boolean): number[] {
    const top: { document: number; likeness: number }[] = [];
    for (let place = 0; place < this.#documents.length; place++) {
      const found = likeness(meaning, this.#bytes, place * this.#dimensions);
      if (found <= 0 || (top.length === limit && found <= top[limit - 1]!.likeness)) continue;
      const document = this.#documents[place]!;
      if (accepts && !accepts(document)) continue;
      let at = top.length;
      while (at > 0 && top[at - 1]!.likeness < found) at--;
      top.splice(at, 0, { document, likeness: found });
      if (top.length > limit) top.pop();
    }
    return top.map(({ document }) => document);
  }

  #grow(): void {
    const larger = new Int8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
