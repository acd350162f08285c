/** BM25 parameters (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.4). */
const K1 = 1.2;
const B = 0.4;

/**
 * Documents added to every count of them, so that in a collection of three articles a word that is
 * in one of them still counts as a rare word.
 */
const BACKGROUND_DOCUMENTS = 50;

/** What a query looks for: terms by number, each with the weight of its contribution. */
export type WeightedTerm = { term: number; weight: number };

/** An inverted index whose BM25 contributions are computed once, so that a query only adds them up. */
export class Postings {
  private readonly documents: Int32Array[] = [];
  private readonly impacts: Float32Array[] = [];
  private readonly scores: Float32Array;

  /** `documents[d]` maps term number to its weighted frequency in document d. */
  constructor(private readonly count: number, documents: ReadonlyMap<number, number>[], terms: number) {
    this.scores = new Float32Array(count);
    const lengths = documents.map((document) => sum(document.values()));
    const average = sum(lengths) / Math.max(1, count);
    const lists: number[][] = Array.from({ length: terms }, () => []);
    documents.forEach((document, at) => document.forEach((_, term) => lists[term]!.push(at)));
    lists.forEach((list, term) => {
      const frequency = (at: number): number => documents[at]!.get(term)!;
      this.documents.push(Int32Array.from(list));
      this.impacts.push(Float32Array.from(list, (at) => impact(frequency(at), lengths[at]! / average)));
    });
  }

  /** Inverse document frequency; a term number the index does not know (undefined) is as rare as can be. */
  idf(term: number | undefined): number {
    const found = term === undefined ? 0 : this.documents[term]!.length;
    const documents = this.count + BACKGROUND_DOCUMENTS;
    return Math.log(1 + (documents - found + 0.5) / (found + 0.5));
  }

  /** The `limit` documents with the highest BM25 score, best first; ties in document order. */
  best(query: WeightedTerm[], limit: number): { document: number; bm25: number }[] {
    const touched = this.accumulate(query);
    const top = takeTop(touched, this.scores, limit);
    const best = top.map((document) => ({ document, bm25: this.scores[document]! }));
    for (const document of touched) this.scores[document] = 0;
    return best;
  }

  private accumulate(query: WeightedTerm[]): number[] {
    const { scores } = this;
    const touched: number[] = [];
    for (const { term, weight } of query) {
      const documents = this.documents[term]!;
      const impacts = this.impacts[term]!;
      const factor = weight * this.idf(term);
      for (let at = 0; at < documents.length; at++) {
        const document = documents[at]!;
        if (scores[document] === 0) touched.push(document);
        scores[document]! += factor * impacts[at]!;
      }
    }
    return touched;
  }
}

function impact(frequency: number, relativeLength: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * relativeLength));
}

/** The `limit` best of `touched` in order, without sorting the rest. */
function takeTop(touched: number[], scores: Float32Array, limit: number): number[] {
  const better = (a: number, b: number): number => scores[b]! - scores[a]! || a - b;
  const top: number[] = [];
  for (const document of touched) {
    if (top.length === limit && better(document, top[limit - 1]!) > 0) continue;
    let at = top.length;
    while (at > 0 && better(document, top[at - 1]!) < 0) at--;
    top.splice(at, 0, document);
    if (top.length > limit) top.pop();
  }
  return top;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
