import { CHINESE_FAINT, CHINESE_PHRASES, LONGEST_CHINESE_PHRASE } from './chinese-phrases.js';
import type { WordingBuilder } from './wording.js';

/** A number and what it counts. */
const NUMERAL = /^[一二三四五六七八九十百千万两半几]+[天日月年周个小分次件块元折期号楼点成星礼组张双笔]/u;
/** 能不能, 支不支持, 有没有: asked the other way it is 能, 支持, 有. */
const EITHER_OR = /(.)[不没]\1/gu;
/** What is before something has not happened yet, said or not. */
const NOT_YET = /(?:还没有?|尚未|未|没)(?=[^前]{1,6}前)/gu;
/** 多久才能, 什么时候会: these go with the word that asks. */
const AFTER_ASKING = /^才?(?:能够|可以|能|会|得|要)?/u;
/** From one to the other: what comes first makes a difference. */
const DIRECTED = /[从由换转]|改成|改为|变成/u;

/** Reads a run of folded Han characters; what no phrase covers counts in pairs of characters. */
export function readChinese(text: string, into: WordingBuilder): void {
  const run = text.replace(EITHER_OR, '$1').replace(NOT_YET, '');
  if (DIRECTED.test(run)) into.keepOrder();
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
    if (meaning?.startsWith('?')) at += AFTER_ASKING.exec(run.slice(at))![0].length;
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

function put(meanings: string, into: WordingBuilder): void {
  for (const meaning of meanings.split(' ')) {
    if (/^[?!]/.test(meaning)) into.strict(meaning);
    else into.word(meaning, CHINESE_FAINT.has(meaning));
  }
}

const pairsOf = (text: string): string[] => (text.length < 2 ? [...text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
