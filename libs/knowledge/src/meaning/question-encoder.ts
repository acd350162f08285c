import { featureHash } from './feature-hash.js';
import type { Tokens } from '../text/tokenise.js';
import { questionFeatures, tokenFeature } from './question-features.js';

/** What training found out: a row of bytes for each feature, to be multiplied with the row's scale. */
export interface EncoderModel {
  /** Tells models apart: hash of the training data and the trainer's version. */
  version: string;
  dimensions: number;
  /** Hashes of the features' names, in the order of the rows. */
  hashes: Uint32Array;
  scales: Float32Array;
  /** `dimensions` bytes for each row. */
  rows: Int8Array;
}

/** What the encoder knows of one feature: where it points, and how much it moves a text. */
export interface FeatureMeaning {
  direction: Meaning;
  weight: number;
}

/** A unit vector, or all zeros for a text of which nothing is known. */
export type Meaning = Float32Array;

/**
 * Places texts by what they ask for, so that wordings of one question come to lie close together also when they
 * share no word. Learned from wordings of many questions (data/faq-topics); needs no network, and takes well under a millisecond.
 */
export class QuestionEncoder {
  readonly #rowOf = new Map<number, number>();

  constructor(private readonly model: EncoderModel) {
    model.hashes.forEach((hash, row) => this.#rowOf.set(hash, row));
  }

  get version(): string {
    return this.model.version;
  }

  get dimensions(): number {
    return this.model.dimensions;
  }

  /** The meaning of a text of any length and language. @param tokens the text's, if they are known already */
  encode(text: string, tokens?: Tokens): Meaning {
    const meaning = new Float32Array(this.model.dimensions);
    for (const [name, weight] of questionFeatures(text, tokens)) {
      const row = this.#rowOf.get(featureHash(name));
      if (row !== undefined) this.#add(meaning, row, weight);
    }
    return toUnitLength(meaning);
  }

  /** What a token (see tokenise) means by itself; null when training has not seen it. */
  ofToken(token: string): FeatureMeaning | null {
    const row = this.#rowOf.get(featureHash(tokenFeature(token)));
    if (row === undefined) return null;
    const direction = new Float32Array(this.model.dimensions);
    this.#add(direction, row, 1);
    const weight = Math.hypot(...direction);
    return { direction: toUnitLength(direction), weight };
  }

  #add(meaning: Meaning, row: number, weight: number): void {
    const { dimensions, rows, scales } = this.model;
    const factor = weight * scales[row]!;
    const start = row * dimensions;
    for (let at = 0; at < dimensions; at++) meaning[at]! += factor * rows[start + at]!;
  }
}

/** Divides a vector by its length, in place; zeros stay zeros. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const factor = 1 / Math.sqrt(squares);
  for (let at = 0; at < vector.length; at++) vector[at]! *= factor;
  return vector;
}
