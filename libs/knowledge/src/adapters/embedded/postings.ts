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

/** Whether a document may be found. */
export type Accepts = (document: number) => boolean;

/** Counts of a collection: documents, the sum of their lengths, and how many contain a term. */
export interface Collection {
  documents: number;
  length: number;
  containing(term: number): number;
}

type Frequencies = ReadonlyMap<number, number>;
type List = { documents: number[]; frequencies: number[] };

const EMPTY: List = { documents: [], frequencies: [] };

/** An inverted index ranked by BM25, to which documents are added, and taken away, one by one. */
export class Postings {
  private readonly lists: List[] = [];
  private readonly lengths: number[] = [];
  private scores = new Float64Array(64);
  private collection: Collection = { documents: 0, length: 0, containing: (term) => this.containing(term) };

  /** How many documents have a term. */
  containing(term: number): number {
    return (this.lists[term] ?? EMPTY).documents.length;
  }

  /** Counts as if the documents were part of this collection. */
  standFor(collection: Collection): void {
    this.collection = collection;
  }

  /** Adds a document by a number that no other has had; `frequencies` maps term number to weighted frequency. */
  add(document: number, frequencies: Frequencies): void {
    const length = sum(frequencies.values());
    this.lengths[document] = length;
    this.collection.documents += 1;
    this.collection.length += length;
    if (document >= this.scores.length) this.scores = new Float64Array(2 * document);
    for (const [term, frequency] of frequencies) {
      const list = (this.lists[term] ??= { documents: [], frequencies: [] });
      list.documents.push(document);
      list.frequencies.push(frequency);
    }
  }

  /** Takes a document away that was added with these frequencies. */
  remove(document: number, frequencies: Frequencies): void {
    this.collection.documents -= 1;
    this.collection.length -= this.lengths[document]!;
    for (const term of frequencies.keys()) {
      const list = this.lists[term]!;
      const at = list.documents.indexOf(document);
      list.documents.splice(at, 1);
      list.frequencies.splice(at, 1);
    }
  }

  /** Inverse document frequency; a term number the index does not know (undefined) is as rare as can be. */
  idf(term: number | undefined): number {
    const found = term === undefined ? 0 : this.collection.containing(term);
    const documents = this.collection.documents + BACKGROUND_DOCUMENTS;
    return Math.log(1 + (documents - found + 0.5) / (found + 0.5));
  }

  /** The `limit` accepted documents with the highest BM25 score, best first; ties in document order. */
  best(query: WeightedTerm[], limit: number, accepts?: Accepts): { document: number; bm25: number }[] {
    const touched = this.accumulate(query);
    const top = takeTop(touched, this.scores, limit, accepts);
    const best = top.map((document) => ({ document, bm25: this.scores[document]! }));
    for (const document of touched) this.scores[document] = 0;
    return best;
  }

  private accumulate(query: WeightedTerm[]): number[] {
    const { scores, lengths } = this;
    const perLength = (K1 * B * this.collection.documents) / (this.collection.length || 1);
    const touched: number[] = [];
    for (const { term, weight } of query) {
      const { documents, frequencies } = this.lists[term] ?? EMPTY;
      const factor = weight * this.idf(term) * (K1 + 1);
      for (let at = 0; at < documents.length; at++) {
        const document = documents[at]!;
        const frequency = frequencies[at]!;
        if (scores[document] === 0) touched.push(document);
        scores[document]! += (factor * frequency) / (frequency + K1 * (1 - B) + perLength * lengths[document]!);
      }
    }
    return touched;
  }
}

/** The `limit` best of `touched` in order, without sorting the rest; only those good enough are asked about. */
function takeTop(touched: number[], scores: Float64Array, limit: number, accepts: Accepts | undefined): number[] {
  const better = (a: number, b: number): number => scores[b]! - scores[a]! || a - b;
  const top: number[] = [];
  for (const document of touched) {
    if (top.length === limit && better(document, top[limit - 1]!) > 0) continue;
    if (accepts && !accepts(document)) continue;
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
