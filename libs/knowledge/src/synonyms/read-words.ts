import { stemEnglish } from '../text/english-stem.js';
import { foldHan } from '../text/han-folding.js';

const WORDS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’])+/gu;

/** A word or an ideograph of a text: how it is compared, and where it stands. */
export interface Unit {
  key: string;
  start: number;
  end: number;
}

/** The words of a lower-case text in order; inflections and Chinese scripts compare as one. */
export function readWords(text: string): Unit[] {
  return [...text.matchAll(WORDS)].map(({ 0: word, index }) => ({ key: stemEnglish(foldHan(word.replaceAll(/['’]/g, ''))), start: index, end: index + word.length }));
}
