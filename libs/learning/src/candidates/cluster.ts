import type { Locale } from '#libs/contracts';
import { normaliseQuestion } from '#libs/knowledge';
import { similarity, wordsOf, type Telling, type Words } from './question-words.js';

export type CandidateStatus = 'new' | 'accepted' | 'dismissed' | 'closed';

/** Unanswered questions that ask for one and the same article. */
export interface Cluster {
  id: string;
  locale: Locale;
  title: string;
  examples: string[];
  words: Map<string, number>;
  questions: number;
  status: CandidateStatus;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

export interface AskedQuestion {
  id: string;
  question: string;
  locale: Locale;
  askedAt: Date;
}

const MOST_EXAMPLES = 8;
/** In UTF-16 code units, as long as an article's question may be. */
const LONGEST_EXAMPLE = 1_000;
const MOST_WORDS = 64;

export const newCluster = (id: string, asked: AskedQuestion, words: Words): Cluster => ({
  id,
  locale: asked.locale,
  title: exampleOf(asked),
  examples: [exampleOf(asked)],
  words: new Map(mostOf(words)),
  questions: 1,
  status: 'new',
  firstSeenAt: asked.askedAt,
  lastSeenAt: asked.askedAt,
});

/** Counts one more question to a cluster. Its title stays once somebody decided about it. */
export function addTo(cluster: Cluster, asked: AskedQuestion, words: Words, telling: Telling): void {
  for (const [token, weight] of words) cluster.words.set(token, (cluster.words.get(token) ?? 0) + weight);
  cluster.words = new Map(mostOf(cluster.words));
  cluster.questions += 1;
  if (asked.askedAt > cluster.lastSeenAt) cluster.lastSeenAt = asked.askedAt;
  if (asked.askedAt < cluster.firstSeenAt) cluster.firstSeenAt = asked.askedAt;
  const byCentrality = mostCentral([...cluster.examples, exampleOf(asked)], cluster.words, telling);
  if (cluster.status === 'new') cluster.title = byCentrality[0]!;
  cluster.examples = byCentrality.slice(0, MOST_EXAMPLES);
}

/** Distinct wordings, those nearest to what all the questions are about first. */
function mostCentral(wordings: readonly string[], center: Words, telling: Telling): string[] {
  const distinct = new Map(wordings.toReversed().map((wording) => [normaliseQuestion(wording), wording]));
  return [...distinct.values()]
    .toReversed()
    .map((wording) => ({ wording, nearness: similarity(wordsOf(wording), center, telling) }))
    .sort((a, b) => b.nearness - a.nearness)
    .map(({ wording }) => wording);
}

const exampleOf = ({ question }: AskedQuestion): string => question.replace(/\s+/g, ' ').trim().slice(0, LONGEST_EXAMPLE).replace(/[\uD800-\uDBFF]$/, '');

const mostOf = (words: Words): [string, number][] => [...words].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
