import { likeness } from '../../meaning/meaning-index.js';
import type { Meaning } from '../../meaning/question-encoder.js';
import type { ArticleMeanings, IndexedArticle, Wording } from './indexed-article.js';
import type { ParsedQuery } from './parse-query.js';

/** What the match score is computed from; every feature is 0..1, higher for a better match. */
export type MatchFeatures = {
  /** share of the best wording, by information, that the query covers */
  wordingCovered: number;
  /** share of the query's ideas (synonym groups) that the article names anywhere */
  ideasCovered: number;
  /** cosine of the query's ideas and those the article is about */
  ideaCosine: number;
  /** share of the query's information that is among the article's keywords */
  keywordsHit: number;
  /** BM25 score relative to the best article's */
  bm25Share: number;
  /** by how much this article's BM25 exceeds the best of the others (0 if it does not), relative to it */
  bm25Lead: number;
  /** likeness in meaning to the article's likest wording */
  wordingMeaning: number;
  /** likeness in meaning to its answer */
  answerMeaning: number;
  /** likeness in meaning to the article as a whole */
  wholeMeaning: number;
  /** by how much the likeness to the whole exceeds the best of the others (0 if it does not) */
  meaningLead: number;
};

/** A question as words and as what it means. */
export type ReadQuestion = { query: ParsedQuery; meaning: Meaning };

export type Candidate = { indexed: IndexedArticle; bm25: number };
export type Match = { indexed: IndexedArticle; matched: string; features: MatchFeatures };
type Idf = (term: number) => number;

/** Describes how well each candidate (best BM25 first) matches a question. */
export function describeMatches({ query, meaning }: ReadQuestion, candidates: Candidate[], idf: Idf): Match[] {
  const [first, second] = candidates;
  const wholes = candidates.map(({ indexed }) => likeness(meaning, indexed.meanings.whole));
  const [likest = 0, nextLikest = 0] = wholes.toSorted((a, b) => b - a);
  return candidates.map(({ indexed, bm25 }, at) => {
    const { wording, wordingCovered } = bestWording(query, indexed, idf);
    const rival = (at === 0 ? second : first)?.bm25 ?? 0;
    const whole = wholes[at]!;
    return {
      indexed,
      matched: wording?.text ?? indexed.article.question,
      features: {
        wordingCovered,
        ideasCovered: share(covered(query, (term) => indexed.frequencies.has(term)).ideas, query.total.ideas),
        ideaCosine: ideaCosine(query, indexed.ideas, idf),
        keywordsHit: keywordShare(query, indexed),
        bm25Share: share(bm25, first!.bm25),
        bm25Lead: bm25 > 0 ? Math.max(0, 1 - rival / bm25) : 0,
        ...meaningFeatures(meaning, indexed.meanings),
        wholeMeaning: Math.max(0, whole),
        meaningLead: Math.max(0, whole - Math.max(0, whole === likest ? nextLikest : likest)),
      },
    };
  });
}

function meaningFeatures(meaning: Meaning, { wordings, answer }: ArticleMeanings): Pick<MatchFeatures, 'wordingMeaning' | 'answerMeaning'> {
  return { wordingMeaning: Math.max(0, ...wordings.map((wording) => likeness(meaning, wording))), answerMeaning: Math.max(0, likeness(meaning, answer)) };
}

type Fit = { wording: Wording | undefined; queryCovered: number; wordingCovered: number };

function bestWording(query: ParsedQuery, indexed: IndexedArticle, idf: Idf): Fit {
  let best: Fit = { wording: undefined, queryCovered: 0, wordingCovered: 0 };
  let bestScore = -1;
  for (const wording of indexed.wordings) {
    const fit = fitWording(query, wording, idf);
    const score = 2 * fit.queryCovered + fit.wordingCovered;
    if (score <= bestScore) continue;
    bestScore = score;
    best = fit;
  }
  return best;
}

function fitWording(query: ParsedQuery, wording: Wording, idf: Idf): Fit {
  const factors = new Map<number, number>();
  let total = 0;
  let shared = 0;
  wording.terms.forEach((term, at) => {
    const information = idf(term) * wording.weights[at]!;
    total += information;
    const hit = query.hits.get(term);
    if (!hit) return;
    shared += information * hit.factor;
    factors.set(hit.slot, Math.max(factors.get(hit.slot) ?? 0, hit.factor));
  });
  let found = 0;
  for (const [slot, factor] of factors) found += query.slots[slot]!.information * factor;
  return { wording, queryCovered: share(found, query.total.words + query.total.ideas), wordingCovered: share(shared, total) };
}

/** Information of the query's words and ideas that an article has. */
function covered(query: ParsedQuery, has: (term: number) => boolean): { words: number; ideas: number } {
  const factors = new Map<number, number>();
  for (const [term, { slot, factor }] of query.hits) {
    if (has(term)) factors.set(slot, Math.max(factors.get(slot) ?? 0, factor));
  }
  const found = { words: 0, ideas: 0 };
  for (const [slot, factor] of factors) {
    const { isIdea, information } = query.slots[slot]!;
    found[isIdea ? 'ideas' : 'words'] += information * factor;
  }
  return found;
}

function keywordShare(query: ParsedQuery, indexed: IndexedArticle): number {
  const { words, ideas } = covered(query, (term) => indexed.keywords.has(term));
  return share(words + ideas, query.total.words + query.total.ideas);
}

function ideaCosine(query: ParsedQuery, ideas: ReadonlyMap<number, number>, idf: Idf): number {
  let product = 0;
  let queryNorm = 0;
  let articleNorm = 0;
  for (const [term, weight] of ideas) articleNorm += (weight * idf(term)) ** 2;
  for (const { isIdea, information } of query.slots) if (isIdea) queryNorm += information ** 2;
  for (const [term, { slot }] of query.hits) {
    const { isIdea, information } = query.slots[slot]!;
    if (isIdea) product += information * (ideas.get(term) ?? 0) * idf(term);
  }
  return share(product, Math.sqrt(queryNorm * articleNorm));
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
