import { normalizeText } from '../normalize-text.js';
import { FeatureCollector, joinVectors, type SparseVector } from '../sparse-vector.js';
import { addConceptFeatures } from './concept-features.js';
import { tokenize } from './tokenize.js';
import { addWordingFeatures } from './wording-features.js';

/** How much the wording counts against the concepts. */
const WORDING_LENGTH = 0.8;
const CONCEPTS_LENGTH = 1;

/**
 * The hashed features of a message; none when it has neither words nor signs that mean something.
 * @param hashBits the vector has 2^hashBits places
 */
export function extractFeatures(text: string, hashBits: number): SparseVector {
  const wording = new FeatureCollector(hashBits);
  const concepts = new FeatureCollector(hashBits);
  const tokens = tokenize(normalizeText(text));
  if (tokens.length > 0) {
    addWordingFeatures(wording, tokens);
    addConceptFeatures(concepts, tokens);
  }
  return joinVectors(wording.toVector(WORDING_LENGTH), concepts.toVector(CONCEPTS_LENGTH));
}
