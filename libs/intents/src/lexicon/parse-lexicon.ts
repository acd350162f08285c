import { foldHanScript } from '../han-script.js';
import { stemEnglish } from './stem-english.js';

const HAN = /\p{Script=Han}/u;

/** Which concepts a wording stands for, by the wording as messages are normalised. */
export interface Lexicon {
  concepts: string[];
  /** For each concept the number of the section it came in. */
  sections: number[];
  /** Stemmed English words, the words of a phrase joined by a space. */
  english: Map<string, number[]>;
  /** Chinese wordings in simplified characters. */
  chinese: Map<string, number[]>;
  /** In words. */
  longestPhrase: number;
  /** In characters. */
  longestChinese: number;
}

/**
 * Reads sections of lines of the form `concept: english words | 中文 词语`; `_` joins the words of an English phrase. A wording may
 * stand for several concepts. Chinese may be in either script; Latin words among the Chinese ones count as English.
 * @throws Error when a line has no such form
 */
export function parseLexicon(sections: string[]): Lexicon {
  const lexicon: Lexicon = { concepts: [], sections: [], english: new Map(), chinese: new Map(), longestPhrase: 1, longestChinese: 1 };
  sections.forEach((text, section) => {
    for (const line of text.split('\n')) if (line.trim() !== '') addConcept(lexicon, line, section);
  });
  return lexicon;
}

function addConcept(lexicon: Lexicon, line: string, section: number): void {
  const [name, wordings] = line.split(': ');
  if (!name || !wordings) throw new Error(`Not a line of the lexicon: ${line}`);
  const concept = conceptNamed(lexicon, name, section);
  for (const wording of wordings.split(/[\s|]+/)) if (wording !== '') addWording(lexicon, wording, concept);
}

/** A later line of the same name adds wordings; the concept stays in the section that introduced it. */
function conceptNamed(lexicon: Lexicon, name: string, section: number): number {
  const known = lexicon.concepts.indexOf(name);
  if (known >= 0) return known;
  lexicon.sections.push(section);
  return lexicon.concepts.push(name) - 1;
}

function addWording(lexicon: Lexicon, wording: string, concept: number): void {
  if (HAN.test(wording)) {
    const folded = foldHanScript(wording.toLowerCase());
    lexicon.longestChinese = Math.max(lexicon.longestChinese, folded.length);
    addTo(lexicon.chinese, folded, concept);
    return;
  }
  const words = wording.toLowerCase().split('_').map(stemEnglish);
  lexicon.longestPhrase = Math.max(lexicon.longestPhrase, words.length);
  addTo(lexicon.english, words.join(' '), concept);
}

function addTo(index: Map<string, number[]>, wording: string, concept: number): void {
  const concepts = index.get(wording);
  if (!concepts) index.set(wording, [concept]);
  else if (!concepts.includes(concept)) concepts.push(concept);
}
