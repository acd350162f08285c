import { CHINESE_FAINT, CHINESE_PHRASES, LONGEST_CHINESE_PHRASE } from './chinese-phrases.js';
import type { WordingBuilder } from './wording.js';

const NUMERAL = /^[一二三四五六七八九十百千万两半几]+(?=[天日月年周个小分次件块元折期号楼点成星礼组张双])/u;

/** Reads a run of folded Han characters; what no phrase covers counts in pairs of characters. */
export function readChinese(run: string, into: WordingBuilder): void {
  let loose = '';
  const putLoose = (): void => {
    for (const token of pairsOf(loose)) into.word(token, false);
    loose = '';
  };
  for (let at = 0; at < run.length; ) {
    const [phrase, meaning] = phraseAt(run, at);
    const numeral = phrase.length > 1 ? undefined : NUMERAL.exec(run.slice(at))?.[0];
    if (numeral !== undefined) into.strict(`#${numeral}`);
    else if (meaning === undefined) loose += run[at]!;
    if (numeral !== undefined || meaning !== undefined) putLoose();
    if (numeral === undefined && meaning) put(meaning, into);
    at += (numeral ?? phrase).length || 1;
  }
  putLoose();
}

function phraseAt(run: string, at: number): [phrase: string, meaning: string | undefined] {
  for (let length = Math.min(LONGEST_CHINESE_PHRASE, run.length - at); length > 0; length -= 1) {
    const phrase = run.slice(at, at + length);
    const meaning = CHINESE_PHRASES.get(phrase);
    if (meaning !== undefined) return [phrase, meaning];
  }
  return ['', undefined];
}

function put(meaning: string, into: WordingBuilder): void {
  if (/^[?!]/.test(meaning)) into.strict(meaning);
  else into.word(meaning, CHINESE_FAINT.has(meaning));
}

const pairsOf = (text: string): string[] => (text.length < 2 ? [...text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
