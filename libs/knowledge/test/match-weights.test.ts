import { describe, expect, it } from '@jest/globals';
import { EmbeddedFaqIndex } from '../src/adapters/embedded/faq-index.js';
import type { MatchFeatures } from '../src/adapters/embedded/match-features.js';
import { fitExamples } from '../src/adapters/embedded/training/fit-examples.js';
import { fitMatchWeights, type FitExample } from '../src/adapters/embedded/training/fit-match-weights.js';
import { SHOP } from './article-builder.js';
import { encoder } from './shipped-encoder.js';

const features = (ideaCosine: number, keywordsHit: number): MatchFeatures => ({
  ideaCosine,
  keywordsHit,
  wordingCovered: 0,
  ideasCovered: 0,
  bm25Share: 0,
  bm25Lead: 0,
  wordingMeaning: 0,
  answerMeaning: 0,
  wholeMeaning: 0,
  meaningLead: 0,
});
const example = (right: number, wrong: number): FitExample => ({
  importance: 1,
  candidates: [{ features: features(right, 0.5), right: true }, { features: features(wrong, 0.5), right: false }],
});

describe('fitMatchWeights', () => {
  it('gives weight to what tells right from wrong, and the same model each time', () => {
    const examples = [example(0.9, 0.1), example(0.8, 0.3), example(0.7, 0.2)];
    const { weights } = fitMatchWeights(examples);
    expect(weights.ideaCosine).toBeGreaterThan(1);
    expect(weights.ideaCosine).toBeGreaterThan(5 * weights.keywordsHit);
    expect(fitMatchWeights(examples).weights).toEqual(weights);
  });

  it('gives none to what speaks against the right one', () => {
    expect(fitMatchWeights([example(0.1, 0.9), example(0.2, 0.8)]).weights.ideaCosine).toBe(0);
  });
});

describe('fitExamples', () => {
  it('has no right candidate where the article is left out, one where only a paraphrase is', () => {
    const examples = fitExamples(encoder, SHOP, [{ text: 'forgot password', locale: 'en', externalId: 'password' }]);
    const rights = examples.map(({ candidates }) => candidates.filter(({ right }) => right).length);
    expect(rights[0]).toBe(1);
    expect(rights).toContain(0);
    expect(Math.max(...rights)).toBe(1);
  });
});

describe('features', () => {
  it('are all within 0..1', () => {
    const matches = new EmbeddedFaqIndex(encoder, SHOP).describe('where is my refund and my pasword for the order', 'en');
    const values = matches.flatMap(({ features: described }) => Object.values(described));
    expect(values.length).toBeGreaterThan(6);
    expect(values.every((value) => value >= 0 && value <= 1 + 1e-9)).toBe(true);
  });
});
