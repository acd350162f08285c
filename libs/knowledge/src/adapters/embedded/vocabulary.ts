/** How much a term that only resembles the customer's word counts, compared with the word itself. */
const TYPO_FACTOR = 0.8;
const PREFIX_FACTOR = 0.6;

const SHORTEST_TYPO = 4;
const SHORTEST_PREFIX = 4;
const MOST_NEAR_TERMS = 8;
const LATIN = /^[a-z]+$/;

export type NearTerm = { term: number; factor: number };

/**
 * Numbers terms and finds those a misspelt or cut-off English word may have meant: one edit away
 * (insertion, deletion, substitution or transposition), or beginning with it.
 * The one-edit lookup stores every term under each form with one letter left out, so that two words
 * one edit apart share a form.
 */
export class Vocabulary {
  private readonly numbers = new Map<string, number>();
  private readonly byGap = new Map<string, number[]>();
  private readonly words: string[] = [];
  private sorted: string[] | undefined;

  get size(): number {
    return this.numbers.size;
  }

  /** The number of a term, which is given one if it is new. */
  add(term: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(term, number);
    if (isEnglishWord(term)) this.addWord(term, number);
    return number;
  }

  /** Every term with its number. */
  terms(): Iterable<[term: string, number: number]> {
    return this.numbers;
  }

  number(term: string): number | undefined {
    return this.numbers.get(term);
  }

  /** Terms that an unknown word may have meant, most similar first; none for Han and short words. */
  near(word: string): NearTerm[] {
    if (!isEnglishWord(word)) return [];
    const typos = this.oneEditAway(word).map((term) => ({ term, factor: TYPO_FACTOR }));
    const known = new Set(typos.map(({ term }) => term));
    const prefixed = this.startingWith(word).filter((term) => !known.has(term));
    return [...typos, ...prefixed.map((term) => ({ term, factor: PREFIX_FACTOR }))].slice(0, MOST_NEAR_TERMS);
  }

  private addWord(word: string, number: number): void {
    this.words.push(word);
    this.sorted = undefined;
    for (const form of gapForms(word)) {
      const list = this.byGap.get(form);
      if (list) list.push(number);
      else this.byGap.set(form, [number]);
    }
  }

  private oneEditAway(word: string): number[] {
    const found = new Set<number>();
    for (const form of gapForms(word)) for (const number of this.byGap.get(form) ?? []) found.add(number);
    return [...found];
  }

  private startingWith(prefix: string): number[] {
    if (prefix.length < SHORTEST_PREFIX) return [];
    this.sorted ??= this.words.toSorted();
    const found: number[] = [];
    for (let at = lowerBound(this.sorted, prefix); found.length < MOST_NEAR_TERMS && this.sorted[at]?.startsWith(prefix); at++) {
      found.push(this.numbers.get(this.sorted[at]!)!);
    }
    return found;
  }
}

function isEnglishWord(term: string): boolean {
  return term.length >= SHORTEST_TYPO && LATIN.test(term);
}

function gapForms(word: string): Set<string> {
  const forms = new Set([word]);
  for (let at = 0; at < word.length; at++) forms.add(word.slice(0, at) + word.slice(at + 1));
  return forms;
}

function lowerBound(sorted: string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
