/** JSON of which the double knows the form. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = Record<string, any>;

export interface StoredDocument {
  routing: string;
  source: Json;
}

/** A document's score for a query of the kinds that the adapter uses; null when it does not match. */
export function scoreOf(source: Json, query: Json, all: readonly StoredDocument[]): number | null {
  const [kind, body] = Object.entries(query)[0] as [string, Json];
  if (kind === 'bool') return scoreOfBool(source, body, all);
  if (kind === 'term') return scoreOfTerm(source, body, all);
  if (kind === 'terms') return Object.entries(body).every(([field, values]) => (values as string[]).includes(source[field] as string)) ? 0 : null;
  if (kind === 'range') return Object.entries(body).every(([field, bounds]) => isWithin(Date.parse(source[field] as string), bounds as Json)) ? 0 : null;
  if (kind === 'multi_match') return scoreOfText(source, body);
  throw new Error(`The double knows no query of the kind ${kind}`);
}

function scoreOfBool(source: Json, { filter = [], must = [], should = [], minimum_should_match: least = 0 }: Json, all: readonly StoredDocument[]): number | null {
  if ((filter as Json[]).some((clause) => scoreOf(source, clause, all) === null)) return null;
  const needed = (must as Json[]).map((clause) => scoreOf(source, clause, all));
  if (needed.includes(null)) return null;
  const matched = (should as Json[]).map((clause) => scoreOf(source, clause, all)).filter((score) => score !== null);
  if (matched.length < (least as number)) return null;
  return [...needed, ...matched].reduce<number>((total, score) => total + score!, 0);
}

function scoreOfTerm(source: Json, body: Json, all: readonly StoredDocument[]): number | null {
  const [field, wanted] = Object.entries(body)[0] as [string, string | { value: string; boost: number }];
  const { value, boost } = typeof wanted === 'string' ? { value: wanted, boost: 1 } : wanted;
  const has = (document: Json): boolean => [document[field]].flat().includes(value);
  if (!has(source)) return null;
  const found = all.filter((document) => has(document.source)).length;
  return boost * Math.log(1 + (all.length - found + 0.5) / (found + 0.5));
}

const isWithin = (time: number, { lte, gt }: Json): boolean => (lte === undefined || time <= Date.parse(lte as string)) && (gt === undefined || time > Date.parse(gt as string));

/** Words that are the same or one letter apart, and pairs of ideographs: far simpler than Lucene's analysis. */
function scoreOfText(source: Json, { query, fields, boost }: Json): number | null {
  const asked = wordsOf(query as string);
  const score = Math.max(
    ...(fields as string[]).map((weighted) => {
      const [field, weight] = weighted.split('^') as [string, string];
      const there = [source[field]].flat().flatMap((text) => wordsOf(text as string));
      return asked.filter((word) => there.some((other) => isNear(word, other))).length * Number(weight);
    }),
  );
  return score > 0 ? score * (boost as number) : null;
}

const wordsOf = (text: string): string[] =>
  [...text.toLowerCase().matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+/gu)].flatMap(([run]) => (/\p{Script=Han}/u.test(run) ? [...run].map((_, at) => run.slice(at, at + 2)) : [run]));

function isNear(word: string, other: string): boolean {
  if (word === other) return true;
  if (word.length < 4 || Math.abs(word.length - other.length) > 1 || word[0] !== other[0]) return false;
  const gaps = (text: string): string[] => [text, ...[...text].map((_, at) => text.slice(0, at) + text.slice(at + 1))];
  return gaps(word).some((form) => gaps(other).includes(form));
}

/** The documents with the nearest vectors, each with its score: (1 + cosine) / 2, as Elasticsearch has it. */
export function nearestTo({ field, query_vector: wanted, k, filter, boost = 1 }: Json, all: readonly StoredDocument[]): Map<StoredDocument, number> {
  const found = all
    .filter(({ source }) => source[field as string] && (filter as Json[]).every((clause) => scoreOf(source, clause, all) !== null))
    .map((document) => ({ document, likeness: cosine(document.source[field as string] as number[], wanted as number[]) }))
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, k as number);
  return new Map(found.map(({ document, likeness }) => [document, ((boost as number) * (1 + likeness)) / 2]));
}

function cosine(one: number[], other: number[]): number {
  const product = one.reduce((sum, value, at) => sum + value * other[at]!, 0);
  return product / (Math.hypot(...one) * Math.hypot(...other));
}

/** `terms` (of given values) and `sum`, one within the other. */
export function aggregate(documents: readonly Json[], aggregations: Json): Json {
  return Object.fromEntries(Object.entries(aggregations).map(([name, wanted]) => [name, aggregateOne(documents, wanted as Json)]));
}

function aggregateOne(documents: readonly Json[], { terms, sum, aggs }: Json): Json {
  if (sum) return { value: documents.reduce((total, document) => total + (document[sum.field] as number), 0) };
  const { field, include, size } = terms as { field: string; include?: string[]; size: number };
  const buckets = new Map<string, Json[]>();
  for (const document of documents) {
    for (const value of [document[field]].flat() as string[]) {
      if (!include || include.includes(value)) buckets.set(value, [...(buckets.get(value) ?? []), document]);
    }
  }
  const largest = [...buckets].sort(([, one], [, other]) => other.length - one.length).slice(0, size);
  return { buckets: largest.map(([key, within]) => ({ key, doc_count: within.length, ...(aggs && aggregate(within, aggs as Json)) })) };
}
