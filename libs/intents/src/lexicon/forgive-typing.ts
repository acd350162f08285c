import { LEXICON } from './lexicon.js';

const LEAST_LETTERS_KNOWN = 4;
const LEAST_LETTERS_TYPED = 5;
const PLAIN_WORD = /^[a-z]+$/;
/** Longer words are no words; the bound keeps the search short. */
const MOST_LETTERS_TYPED = 20;

const conceptsByVariant = indexVariants();

/**
 * What a word stands for that is one slip away from a word of the lexicon: a letter too many, too few, wrong, or two
 * swapped. Both sides drop one letter each and meet (symmetric delete, Garbe), so no distance has to be computed.
 */
export function conceptsOfMistyped(stem: string): number[] | undefined {
  if (stem.length < LEAST_LETTERS_TYPED || stem.length > MOST_LETTERS_TYPED || !PLAIN_WORD.test(stem)) return undefined;
  const known = variants(stem).find((variant) => conceptsByVariant.has(variant));
  return known === undefined ? undefined : conceptsByVariant.get(known);
}

function indexVariants(): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [word, concepts] of LEXICON.english) {
    if (word.length < LEAST_LETTERS_KNOWN || !PLAIN_WORD.test(word)) continue;
    for (const variant of variants(word)) if (!index.has(variant)) index.set(variant, concepts);
  }
  return index;
}

/** The word and what is left of it without one of its letters; the first letter stays, it is rarely the wrong one. */
function variants(word: string): string[] {
  const shorter = Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1) + word.slice(at + 2));
  return [word, ...shorter];
}
