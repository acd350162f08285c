import type { SynonymGroup } from '#libs/contracts';
import { sha256 } from '#libs/kernel';
import { readQuestion } from '../text/read-question.js';
import type { Locale } from '../types.js';
import { readWords, type Unit } from './read-words.js';

/** Wordings that are looked for besides the question's own; each costs a search. */
const MOST_WORDINGS = 5;
/** Words of one question that are put in other words. */
const MOST_PLACES = 3;

type Rule = { keys: string[]; alternatives: string[]; language: string | null };
type Place = { start: number; end: number; alternatives: string[] };

/** A tenant's synonyms, ready to put questions in other words. */
export class SynonymRules {
  /** By their first word, the longest first. */
  readonly #rules = new Map<string, Rule[]>();

  /** Equal for equal rules. */
  readonly version: string;

  constructor(groups: readonly Pick<SynonymGroup, 'locale' | 'words'>[]) {
    this.version = groups.length === 0 ? '' : sha256(JSON.stringify(groups.map(({ locale, words }) => [locale, words]))).slice(0, 16);
    for (const { locale, words } of groups) for (const word of words) this.#add(word, words, locale);
    for (const rules of this.#rules.values()) rules.sort((one, other) => other.keys.length - one.keys.length);
  }

  /** The question with synonyms in the place of its words, in at most five wordings; none when it has no such word. */
  otherWordings(question: string, locale: Locale): string[] {
    if (this.#rules.size === 0) return [];
    const text = readQuestion(question);
    const places = this.#places(readWords(text), languageOf(locale));
    if (places.length === 0) return [];
    const most = Math.max(...places.map(({ alternatives }) => alternatives.length));
    const wordings = new Set<string>();
    for (let at = 0; at < most && wordings.size < MOST_WORDINGS; at++) {
      wordings.add(replaced(text, places, at));
      if (places.length > 1) for (const place of places) wordings.add(replaced(text, [place], at));
    }
    wordings.delete(text);
    return [...wordings].slice(0, MOST_WORDINGS);
  }

  #add(word: string, words: readonly string[], locale: Locale | null): void {
    const keys = readWords(word.normalize('NFKC').toLowerCase()).map(({ key }) => key);
    const [first] = keys;
    if (first === undefined) return;
    const rule = { keys, alternatives: words.filter((other) => other !== word), language: locale && languageOf(locale) };
    this.#rules.set(first, [...(this.#rules.get(first) ?? []), rule]);
  }

  /** Where synonyms stand, the longest first where several begin; none inside another. */
  #places(units: Unit[], language: string): Place[] {
    const places: Place[] = [];
    for (let at = 0; at < units.length && places.length < MOST_PLACES; at++) {
      const matching = (this.#rules.get(units[at]!.key) ?? []).filter((rule) => (rule.language ?? language) === language && rule.keys.every((key, offset) => units[at + offset]?.key === key));
      const length = matching[0]?.keys.length;
      if (length === undefined) continue;
      const alternatives = matching.filter(({ keys }) => keys.length === length).flatMap((rule) => rule.alternatives);
      places.push({ start: units[at]!.start, end: units[at + length - 1]!.end, alternatives });
      at += length - 1;
    }
    return places;
  }
}

/** Either Chinese script may answer the other. */
const languageOf = (locale: Locale): string => locale.slice(0, 2);

/** The text with the alternative of this number in each place, counted round where there are fewer. */
function replaced(text: string, places: readonly Place[], number: number): string {
  let written = '';
  let from = 0;
  for (const { start, end, alternatives } of places) {
    written += text.slice(from, start) + alternatives[number % alternatives.length]!;
    from = end;
  }
  return written + text.slice(from);
}
