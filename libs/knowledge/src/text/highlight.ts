import { stemEnglish } from './english-stem.js';
import { foldHan } from './han-folding.js';
import { IDEA_MARK, tokenise } from './tokenise.js';

/** [start, end) in UTF-16 code units. */
export type Range = [start: number, end: number];

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’])+/gu;
const HAN = /^\p{Script=Han}/u;
const IDEOGRAPHS = /\p{Script=Han}/gu;

/** Where the words of a question stand in a text, in order and apart; either Chinese script finds the other. */
export function highlight(question: string, text: string): Range[] {
  const wanted = wordsOf(question);
  const ranges: Range[] = [];
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    if (!HAN.test(run)) addIf(wanted.has(wordOf(run)), ranges, index, index + run.length);
    else addHan(ranges, wanted, run, index);
  }
  return ranges;
}

/** What tells something: whole words and pairs of ideographs; single ones and faint words when there is nothing else. */
function wordsOf(question: string): Set<string> {
  const tokens = [...tokenise(question)].filter(([token]) => !token.startsWith(IDEA_MARK));
  const full = tokens.filter(([, weight]) => weight === 1);
  return new Set((full.length > 0 ? full : tokens).map(([token]) => token));
}

const wordOf = (run: string): string => stemEnglish(run.normalize('NFKC').toLowerCase().normalize('NFD').replaceAll(/[\p{M}'’]/gu, ''));

function addHan(ranges: Range[], wanted: ReadonlySet<string>, run: string, index: number): void {
  const ideographs = [...run.matchAll(IDEOGRAPHS)].map(({ 0: own, index: at }) => ({ own: foldHan(own), start: index + at, end: index + at + own.length }));
  ideographs.forEach(({ own, start, end }, at) => {
    const next = ideographs[at + 1];
    addIf(wanted.has(own), ranges, start, end);
    if (next) addIf(wanted.has(own + next.own), ranges, start, next.end);
  });
}

/** Ranges that touch or overlap become one. */
function addIf(found: boolean, ranges: Range[], start: number, end: number): void {
  if (!found) return;
  const last = ranges.at(-1);
  if (last && start <= last[1]) last[1] = Math.max(last[1], end);
  else ranges.push([start, end]);
}
