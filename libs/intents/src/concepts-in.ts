import { tokenize } from './features/tokenize.js';
import { findConcepts } from './lexicon/find-concepts.js';
import { LEXICON } from './lexicon/lexicon.js';
import { normalizeText } from './normalize-text.js';

/** The names of the concepts a text mentions, each once; words of all languages lead to the same ones. */
export const conceptsIn = (text: string): string[] => findConcepts(tokenize(normalizeText(text))).map((concept) => LEXICON.concepts[concept]!);
