import { hashNumbers } from '../hash-feature.js';
import { findConcepts } from '../lexicon/find-concepts.js';
import { LEXICON } from '../lexicon/lexicon.js';
import type { FeatureCollector } from '../sparse-vector.js';
import { KIND } from './feature-kinds.js';

const WEIGHT = { concept: 1, pair: 0.5, next: 0.4, count: 0.5, sections: 1 } as const;
/** Pairs grow with the square of the concepts, and the later ones of a long message add little. */
const CONCEPTS_PAIRED = 16;
const COUNT_STEPS = 8;
const START = 0xffff;

/**
 * What a message speaks of, whatever the language: concepts, any two together, one after another, how many, and which
 * sections of the lexicon they come from (a message that speaks only of the wide world is hardly for a shop).
 */
export function addConceptFeatures(features: FeatureCollector, tokens: string[]): void {
  const concepts = findConcepts(tokens);
  features.add(hashNumbers(KIND.conceptCount, Math.min(COUNT_STEPS, concepts.length)), WEIGHT.count);
  features.add(hashNumbers(KIND.sections, sectionsOf(concepts)), WEIGHT.sections);
  concepts.forEach((concept, at) => {
    features.add(hashNumbers(KIND.concept, concept), WEIGHT.concept);
    features.add(hashNumbers(KIND.nextConcept, at === 0 ? START : concepts[at - 1]!, concept), WEIGHT.next);
    if (at < CONCEPTS_PAIRED) addPairs(features, concept, concepts.slice(0, at));
  });
}

function addPairs(features: FeatureCollector, concept: number, earlier: number[]): void {
  for (const other of earlier) {
    features.add(hashNumbers(KIND.conceptPair, Math.min(concept, other), Math.max(concept, other)), WEIGHT.pair);
  }
}

/** One bit for each section but the grammatical one, which every message has words of. */
function sectionsOf(concepts: number[]): number {
  return concepts.reduce((sections, concept) => sections | (1 << LEXICON.sections[concept]!), 0) >> 1;
}
