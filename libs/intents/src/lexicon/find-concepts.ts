import { DEVICE_CONCEPTS } from './device-concepts.js';
import { GRAMMAR_CONCEPTS } from './grammar-concepts.js';
import { parseLexicon } from './parse-lexicon.js';
import { PEOPLE_CONCEPTS } from './people-concepts.js';
import { SHOP_CONCEPTS } from './shop-concepts.js';
import { stemEnglish } from './stem-english.js';
import { WORLD_CONCEPTS } from './world-concepts.js';

export const LEXICON = parseLexicon([GRAMMAR_CONCEPTS, SHOP_CONCEPTS, DEVICE_CONCEPTS, PEOPLE_CONCEPTS, WORLD_CONCEPTS]);
const HAN_START = /^\p{Script=Han}/u;

/**
 * The concepts a message mentions, each once, in the order of their first mention. Words of all languages lead to the
 * same concepts, so what is learned from English also serves Chinese.
 * @param tokens a normalised message cut into words and runs of Chinese characters
 */
export function findConcepts(tokens: string[]): number[] {
  const found = new Set<number>();
  const stems = tokens.map((token) => (HAN_START.test(token) ? '' : stemEnglish(token)));
  tokens.forEach((token, at) => {
    if (HAN_START.test(token)) addChinese(found, token);
    else addEnglish(found, stems, at);
  });
  return [...found];
}

function addEnglish(found: Set<number>, stems: string[], start: number): void {
  let phrase = '';
  for (let at = start; at < Math.min(stems.length, start + LEXICON.longestPhrase); at += 1) {
    phrase = at === start ? stems[at]! : `${phrase} ${stems[at]!}`;
    for (const concept of LEXICON.english.get(phrase) ?? (at === start && X2.fuzzy ? forgiving(phrase) : undefined) ?? []) found.add(concept);
  }
}

/** Takes the longest wording that begins at each place and goes on after it, as a reader would cut the run into words. */
function addChinese(found: Set<number>, run: string): void {
  let start = 0;
  while (start < run.length) start += addLongestWording(found, run, start);
}

function addLongestWording(found: Set<number>, run: string, start: number): number {
  for (let length = Math.min(LEXICON.longestChinese, run.length - start); length > 0; length -= 1) {
    const concepts = LEXICON.chinese.get(run.slice(start, start + length));
    if (!concepts) continue;
    for (const concept of concepts) found.add(concept);
    return length;
  }
  return 1;
}

export const X2 = { fuzzy: true };
const HEAL = new Map<string, number[]>();
for (const [w, c] of LEXICON.english) if (/^[a-z]{4,}$/.test(w)) for (const k of variants(w)) { if (!HEAL.has(k)) HEAL.set(k, c); }
function variants(w: string): string[] {
  const r = [w];
  for (let i = 1; i < w.length; i += 1) r.push(w.slice(0, i) + w.slice(i + 1));
  return r;
}
const cache = new Map<string, number[] | undefined>();
function forgiving(w: string): number[] | undefined {
  if (w.length < 5 || !/^[a-z]+$/.test(w)) return undefined;
  for (const v of variants(w)) { const c = HEAL.get(v); if (c) return c; }
  return undefined;
}
