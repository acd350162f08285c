import { isHanRun } from '../features/tokenize.js';
import { conceptsOfMistyped } from './forgive-typing.js';
import { LEXICON } from './lexicon.js';
import { stemEnglish } from './stem-english.js';

/**
 * The concepts a message mentions, each once, in the order of their first mention. Words of all languages lead to the
 * same concepts, so what is learned from English also serves Chinese.
 * @param tokens a normalised message cut into words and runs of Chinese characters
 */
export function findConcepts(tokens: string[]): number[] {
  const found = new Set<number>();
  const stems = tokens.map((token) => (isHanRun(token) ? '' : stemEnglish(token)));
  tokens.forEach((token, at) => {
    if (isHanRun(token)) addChinese(found, token);
    else addEnglish(found, stems, at);
  });
  return [...found];
}

/** Adds what the word itself and every phrase that starts with it stand for. */
function addEnglish(found: Set<number>, stems: string[], start: number): void {
  const word = stems[start]!;
  addAll(found, LEXICON.english.get(word) ?? conceptsOfMistyped(word));
  let phrase = word;
  for (let at = start + 1; at < Math.min(stems.length, start + LEXICON.longestPhrase); at += 1) {
    phrase += ` ${stems[at]!}`;
    addAll(found, LEXICON.english.get(phrase));
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
    addAll(found, concepts);
    return length;
  }
  return 1;
}

function addAll(found: Set<number>, concepts: number[] | undefined): void {
  for (const concept of concepts ?? []) found.add(concept);
}
