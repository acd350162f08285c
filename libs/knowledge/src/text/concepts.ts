import { CONCEPTS } from './concept-data.js';
import { stemEnglish } from './english-stem.js';
import { foldHan } from './han-folding.js';

const ENGLISH = new Map<string, string[]>();
const HAN = new Map<string, string[]>();
for (const [name, { en, zh }] of Object.entries(CONCEPTS)) {
  for (const phrase of en.split(',')) add(ENGLISH, phrase.split(/[ -]/).map(stemEnglish).join(' '), name);
  for (const phrase of zh.split(',')) add(HAN, foldHan(phrase), name);
}
const LONGEST_ENGLISH = 4;
const LONGEST_HAN = Math.max(...[...HAN.keys()].map((phrase) => phrase.length));

/** Ideas with the number of times a text names them; a phrase of several ideas is shared among them. */
export type Ideas = Map<string, number>;

/** The ideas that a sequence of English stems (stop words included, in order) names. */
export function ideasOfStems(stems: string[]): Ideas {
  return lookUp(ENGLISH, stems.length, LONGEST_ENGLISH, (from, to) => stems.slice(from, to).join(' '));
}

/** The ideas that a run of folded Han text names. */
export function ideasOfHan(run: string): Ideas {
  return lookUp(HAN, run.length, LONGEST_HAN, (from, to) => run.slice(from, to));
}

/** Longest phrases win: a phrase inside a longer one that was found is not looked at ("换货" is not "换"). */
function lookUp(table: Map<string, string[]>, length: number, longest: number, phrase: (from: number, to: number) => string): Ideas {
  const ideas: Ideas = new Map();
  let coveredTo = 0;
  for (let from = 0; from < length; from++) {
    for (let to = Math.min(length, from + longest); to > Math.max(from, coveredTo); to--) {
      const names = table.get(phrase(from, to));
      if (!names) continue;
      for (const name of names) ideas.set(name, (ideas.get(name) ?? 0) + 1 / Math.sqrt(names.length));
      coveredTo = to;
      break;
    }
  }
  return ideas;
}

function add(table: Map<string, string[]>, phrase: string, name: string): void {
  const names = table.get(phrase) ?? [];
  if (!names.includes(name)) table.set(phrase, [...names, name]);
}
