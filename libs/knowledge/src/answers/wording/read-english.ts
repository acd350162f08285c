import { ENGLISH_FAINT, ENGLISH_FILLERS, ENGLISH_PHRASES, LONGEST_ENGLISH_PHRASE } from './english-phrases.js';
import type { WordingBuilder } from './wording.js';

const NUMBER_WORDS = new Set('two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty sixty ninety hundred thousand half double twice first second third last next once'.split(' '));
const HAS_DIGIT = /\d/;
const SENT_BACK = /\b(?:send|give|bring|take|ship) ((?:[a-z]+ ){1,3})back\b/g;

/** Reads words that are set apart by spaces. */
export function readEnglish(text: string, into: WordingBuilder): void {
  const words = text.replace(SENT_BACK, 'return $1').split(/ +/).filter((word) => word !== '');
  // A product's name in a Chinese sentence orders nothing.
  if (words.length > 2) into.keepOrder();
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at);
    if (length > 0) for (const meaning of ENGLISH_PHRASES.get(words.slice(at, at + length).join(' '))!) put(meaning, into);
    else readWord(words[at]!, into);
    at += Math.max(1, length);
  }
}

/** Length of the longest phrase that begins there, in words. */
function phraseAt(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST_ENGLISH_PHRASE, words.length - at); length > 0; length -= 1) {
    if (ENGLISH_PHRASES.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}

function put(meaning: string, into: WordingBuilder): void {
  if (/^[?!]/.test(meaning)) into.strict(meaning);
  else into.word(meaning, ENGLISH_FAINT.has(meaning));
}

function readWord(word: string, into: WordingBuilder): void {
  if (HAS_DIGIT.test(word) || NUMBER_WORDS.has(word)) into.strict(`#${word}`);
  else if (!ENGLISH_FILLERS.has(word)) readContent(word, into);
}

function readContent(word: string, into: WordingBuilder): void {
  const base = baseForm(word);
  const meaning = ENGLISH_PHRASES.get(base);
  if (meaning) for (const part of meaning) put(part, into);
  else into.word(base, ENGLISH_FAINT.has(base));
}

/** Plurals and -ing only: "shipped" is not "ship", for what has happened is often what matters. */
function baseForm(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3).replace(/([bdglmnprt])\1$/, '$1').replace(/e$/, '');
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1).replace(/(?<=sh|ch|x)e$/, '');
  return word.length > 4 ? word.replace(/e$/, '') : word;
}
