import { ideasOfHan, ideasOfStems, type Ideas } from './concepts.js';
import { stemEnglish } from './english-stem.js';
import { foldHan } from './han-folding.js';
import { readQuestion } from './read-question.js';
import { ENGLISH_FAINT_WORDS, ENGLISH_STOP_WORDS, HAN_STOP_CHARACTERS, HAN_STOP_PHRASES } from './stop-words.js';

/** How much one kind of token counts beside a full word. */
const WEIGHT = { word: 1, faint: 0.3, idea: 0.8, bigram: 1, unigram: 0.35 } as const;

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’])+/gu;
const HAN = /^\p{Script=Han}/u;
const MAX_WORD_CHARACTERS = 40;

/** Begins the token of an idea, to tell it from a word. */
export const IDEA_MARK = '~';

/** The distinct tokens of a text with their weights (0..1], in order of first appearance. */
export type Tokens = Map<string, number>;

/**
 * Splits a text (any language, any length; see {@link readQuestion}) into weighted tokens: English
 * stems, Han bigrams and single characters in one script, and `~idea` tokens for synonyms.
 */
export function tokenise(text: string): Tokens {
  const tokens: Tokens = new Map();
  const stems: string[] = [];
  for (const [run] of readQuestion(text).matchAll(RUNS)) {
    if (HAN.test(run)) addHan(tokens, foldHan(run));
    else addWord(tokens, stems, run);
  }
  addIdeas(tokens, ideasOfStems(stems));
  return tokens;
}

function addWord(tokens: Tokens, stems: string[], run: string): void {
  const word = run.normalize('NFD').replace(/[\p{M}'’]/gu, '').slice(0, MAX_WORD_CHARACTERS);
  const stem = stemEnglish(word);
  stems.push(stem);
  if (word.length < 2 || ENGLISH_STOP_WORDS.has(word)) return;
  put(tokens, stem, ENGLISH_FAINT_WORDS.has(word) ? WEIGHT.faint : WEIGHT.word);
}

function addHan(tokens: Tokens, run: string): void {
  for (const piece of cutAtStopPhrases(run)) {
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at]!;
      if (HAN_STOP_CHARACTERS.has(character)) continue;
      put(tokens, character, WEIGHT.unigram);
      const next = piece[at + 1];
      if (next !== undefined && !HAN_STOP_CHARACTERS.has(next)) put(tokens, character + next, WEIGHT.bigram);
    }
  }
  addIdeas(tokens, ideasOfHan(run));
}

function addIdeas(tokens: Tokens, ideas: Ideas): void {
  for (const [name, weight] of ideas) put(tokens, IDEA_MARK + name, WEIGHT.idea * Math.min(1, weight));
}

function cutAtStopPhrases(run: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < run.length; ) {
    const length = [4, 3, 2].find((size) => HAN_STOP_PHRASES.has(run.slice(at, at + size)));
    if (length === undefined) {
      at++;
      continue;
    }
    pieces.push(run.slice(start, at));
    at += length;
    start = at;
  }
  return [...pieces, run.slice(start)];
}

function put(tokens: Tokens, token: string, weight: number): void {
  if ((tokens.get(token) ?? 0) < weight) tokens.set(token, weight);
}
