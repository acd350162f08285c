import { CONCEPTS } from './concept-data.js';
import { stemEnglish } from './english-stem.js';
import { foldHan } from './han-folding.js';

/** Phrases with the ideas they name, and for the first unit of each the length of the longest that begins with it. */
type Lexicon = { ideas: Map<string, string[]>; longest: Map<string, number> };

const ENGLISH: Lexicon = { ideas: new Map(), longest: new Map() };
const HAN: Lexicon = { ideas: new Map(), longest: new Map() };
for (const [name, { en, zh }] of Object.entries(CONCEPTS)) {
  for (const phrase of en.split(',')) {
    const stems = phrase.split(/[ -]/).map(stemEnglish);
    add(ENGLISH, stems[0]!, stems.length, stems.join(' '), name);
  }
  for (const phrase of zh.split(',').map(foldHan)) add(HAN, phrase[0]!, phrase.length, phrase, name);
}

/** Ideas with the number of times a text names them; a phrase of several ideas is shared among them. */
export type Ideas = Map<string, number>;

/** The ideas that a sequence of English stems (stop words included, in order) names. */
export function ideasOfStems(stems: string[]): Ideas {
  return lookUp(ENGLISH, stems, (from, to) => stems.slice(from, to).join(' '));
}

/** The ideas that a run of folded Han text names. */
export function ideasOfHan(run: string): Ideas {
  return lookUp(HAN, run, (from, to) => run.slice(from, to));
}

/** Longest phrases win: a phrase inside a longer one that was found is not looked at ("换货" is not "换"). */
function lookUp(lexicon: Lexicon, units: ArrayLike<string>, phrase: (from: number, to: number) => string): Ideas {
  const found: Ideas = new Map();
  let coveredTo = 0;
  for (let from = 0; from < units.length; from++) {
    const longest = lexicon.longest.get(units[from]!) ?? 0;
    for (let to = Math.min(units.length, from + longest); to > Math.max(from, coveredTo); to--) {
      const names = lexicon.ideas.get(phrase(from, to));
      if (!names) continue;
      for (const name of names) found.set(name, (found.get(name) ?? 0) + 1 / Math.sqrt(names.length));
      coveredTo = to;
      break;
    }
  }
  return found;
}

function add(lexicon: Lexicon, head: string, length: number, phrase: string, name: string): void {
  const names = lexicon.ideas.get(phrase) ?? [];
  if (!names.includes(name)) lexicon.ideas.set(phrase, [...names, name]);
  lexicon.longest.set(head, Math.max(lexicon.longest.get(head) ?? 0, length));
}
