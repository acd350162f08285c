import { extendHash, finishHash, hashNumbers, hashWords, startHash } from '../hash-feature.js';
import type { FeatureCollector } from '../sparse-vector.js';
import { KIND } from './feature-kinds.js';
import { isHanRun } from './tokenize.js';

const WEIGHT = { always: 0.5, length: 0.5, word: 1.5, wordPair: 1.3, gappedPair: 1, letters: 0.25, han: 1, gappedHan: 0.5 } as const;
const LETTERS = { shortest: 3, longest: 5 } as const;
const HAN_LONGEST = 3;
/** Letters of one word beyond this are noise (a key held down, a token pasted in). */
const WORD_LENGTH_READ = 24;
const LENGTH_STEPS = 12;

/**
 * How a message is worded: words, neighbouring and nearly neighbouring words, letter runs inside words (which carry over
 * inflections and typing errors), and for Chinese, which has no spaces, runs of one to three characters.
 */
export function addWordingFeatures(features: FeatureCollector, tokens: string[]): void {
  features.add(hashNumbers(KIND.always), WEIGHT.always);
  features.add(hashNumbers(KIND.length, lengthStep(tokens)), WEIGHT.length);
  addWordSequences(features, tokens);
  for (const token of tokens) {
    if (isHanRun(token)) addHanRuns(features, token);
    else addLetterRuns(features, token.slice(0, WORD_LENGTH_READ));
  }
}

/** Two steps for each doubling of the length. */
function lengthStep(tokens: string[]): number {
  const characters = tokens.reduce((sum, token) => sum + token.length + 1, 0);
  return Math.min(LENGTH_STEPS, Math.ceil(Math.log2(characters) * 2));
}

function addWordSequences(features: FeatureCollector, tokens: string[]): void {
  tokens.forEach((token, at) => {
    if (isHanRun(token)) return;
    const before = at === 0 ? '<' : tokens[at - 1]!;
    features.add(hashWords(KIND.word, token), WEIGHT.word);
    features.add(hashWords(KIND.wordPair, isHanRun(before) ? '' : before, token), WEIGHT.wordPair);
    if (at > 1 && !isHanRun(tokens[at - 2]!)) features.add(hashWords(KIND.gappedPair, tokens[at - 2]!, token), WEIGHT.gappedPair);
  });
}

function addLetterRuns(features: FeatureCollector, word: string): void {
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

function addHanRuns(features: FeatureCollector, run: string): void {
  for (let start = 0; start < run.length; start += 1) {
    let hash = startHash(KIND.han);
    const end = Math.min(run.length, start + HAN_LONGEST);
    for (let at = start; at < end; at += 1) {
      hash = extendHash(hash, run.charCodeAt(at));
      features.add(finishHash(hash), WEIGHT.han);
    }
    if (start + 2 < run.length) features.add(hashNumbers(KIND.gappedHan, run.charCodeAt(start), run.charCodeAt(start + 2)), WEIGHT.gappedHan);
  }
}
