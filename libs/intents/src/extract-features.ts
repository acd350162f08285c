import { extendHash, extendHashByText, finishHash, startHash } from './hash-feature.js';
import { findConcepts, LEXICON } from './lexicon/find-concepts.js';
import { normalizeText } from './normalize-text.js';
import { FeatureAccumulator, joinVectors, type SparseVector } from './sparse-vector.js';

const KIND = { always: 1, word: 2, wordPair: 3, gappedPair: 4, letters: 5, han: 6, gappedHan: 7, first: 8, concept: 9, conceptPair: 10, conceptCount: 11, length: 12, section: 13, next: 14 } as const;
const WEIGHT = { always: 0.5, word: 1.5, wordPair: 1, gappedPair: 0.7, letters: 0.5, han: 1, gappedHan: 0.5, first: 0.7, concept: 1, conceptPair: 0.4, conceptCount: 0.5 } as const;

const LETTERS = { shortest: 3, longest: 5 } as const;
const HAN_LONGEST = 3;
/** Letters of one word beyond this are noise (a key held down, a token pasted in). */
const WORD_LENGTH_READ = 24;
const WORD_BOUNDARY = 0x20;

const TOKEN = /\p{Script=Han}+|[\uE000-\uE006]|\p{Extended_Pictographic}|[?!]|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'])+/gu;
const HAN_START = /^\p{Script=Han}/u;

/**
 * The hashed features of a message: words, neighbouring and nearly neighbouring words, letter runs inside words (which
 * carry over inflections and typing errors), and for Chinese, which has no spaces, runs of one to three characters. Empty when the message has neither words nor signs that mean something.
 * @param hashBits the vector has 2^hashBits places
 */
export function extractFeatures(text: string, hashBits: number): SparseVector {
  const features = new FeatureAccumulator(hashBits);
  const tokens = normalizeText(text).match(TOKEN);
  if (!tokens) return features.toUnitVector();
  features.add(finishHash(startHash(KIND.always)), WEIGHT.always);
  addWordSequences(features, tokens);
  for (const token of tokens) {
    if (HAN_START.test(token)) addHanRuns(features, token);
    else addLetterRuns(features, token.slice(0, WORD_LENGTH_READ));
  }
  features.add(finishHash(extendHash(startHash(KIND.length), Math.min(12, Math.ceil(Math.log2(1 + tokens.join(' ').length) * 2)))), X.length);
  const concepts = new FeatureAccumulator(hashBits);
  addConcepts(concepts, findConcepts(tokens));
  return joinVectors(features.toUnitVector(X.ngram), concepts.toUnitVector(X.concept));
}

function addConcepts(features: FeatureAccumulator, concepts: number[]): void {
  features.add(finishHash(extendHash(startHash(KIND.conceptCount), Math.min(8, concepts.length))), X.count);
  let mask = 0;
  for (const a of concepts) if (LEXICON.sections[a]! > 0) mask |= 1 << LEXICON.sections[a]!;
  if (X.mask) features.add(finishHash(extendHash(startHash(KIND.section), mask)), X.mask);
  if (X.next) for (let i = 0; i < concepts.length; i += 1) features.add(finishHash(extendHash(extendHash(startHash(KIND.next), concepts[i - 1] ?? 999), concepts[i]!)), X.next);
  const c=concepts.slice(0,X.max);
  c.forEach((a, i) => {
    features.add(finishHash(extendHash(startHash(KIND.concept), a)), 1);
    for (let j = 0; j < i; j += 1) {
      const b = c[j]!;
      features.add(finishHash(extendHash(extendHash(startHash(KIND.conceptPair), Math.min(a, b)), Math.max(a, b))), X.pair);
    }
  });
}

export const X = { ngram: 1, concept: 1, pair: 0.4, max: 16, count: 0.5, length: 0.5, mask: 0.7, next: 0 };

function addWordSequences(features: FeatureAccumulator, tokens: string[]): void {
  let before = '<';
  let beforeThat = '';
  for (const token of tokens) {
    const word = HAN_START.test(token) ? '' : token;
    if (word) features.add(finishHash(extendHashByText(startHash(KIND.word), word)), WEIGHT.word);
    if (word && before) features.add(hashPair(KIND.wordPair, before, word), WEIGHT.wordPair);
    if (word && beforeThat) features.add(hashPair(KIND.gappedPair, beforeThat, word), WEIGHT.gappedPair);
    beforeThat = before;
    before = word;
  }
}

function hashPair(kind: number, left: string, right: string): number {
  return finishHash(extendHashByText(extendHash(extendHashByText(startHash(kind), left), WORD_BOUNDARY), right));
}

function addLetterRuns(features: FeatureAccumulator, word: string): void {
  if (word.length < 2) return;
  const bounded = ` ${word} `;
  for (let start = 0; start < bounded.length; start += 1) {
    let hash = startHash(KIND.letters);
    const end = Math.min(bounded.length, start + LETTERS.longest);
    for (let at = start; at < end; at += 1) {
      hash = extendHash(hash, bounded.charCodeAt(at));
      if (at - start + 1 >= LETTERS.shortest) features.add(finishHash(hash), WEIGHT.letters);
    }
  }
}

function addHanRuns(features: FeatureAccumulator, run: string): void {
  for (let start = 0; start < run.length; start += 1) {
    let hash = startHash(KIND.han);
    const end = Math.min(run.length, start + HAN_LONGEST);
    for (let at = start; at < end; at += 1) {
      hash = extendHash(hash, run.charCodeAt(at));
      features.add(finishHash(hash), WEIGHT.han);
    }
    if (start + 2 < run.length) features.add(hashPair(KIND.gappedHan, run.charAt(start), run.charAt(start + 2)), WEIGHT.gappedHan);
  }
}
