import { newId } from '#libs/kernel';
import { addTo, newCluster, type AskedQuestion, type Cluster } from './cluster.js';
import { similarity, tellingIn, wordsOf, type Telling, type Words } from './question-words.js';

/**
 * From this similarity a question is counted to a cluster. On the wordings of data/demo/faqs.json about nine
 * in ten questions then stand with others of their own subject; see docs/decisions/0021-candidates-by-shared-words.md.
 */
export const SAME_SUBJECT_FROM = 0.35;

/** The clusters of one tenant and locale, and which of them changed. */
export class ClusterSet {
  readonly changed = new Set<Cluster>();
  readonly #sums = new Map<string, number>();
  #questions = 0;

  /** @param clusters in the order in which they were first seen */
  constructor(readonly clusters: Cluster[]) {
    for (const { words, questions } of clusters) this.#count(words, questions);
  }

  /** Counts the question to the most similar cluster, the older one among equals, or to one of its own. */
  place(asked: AskedQuestion): Cluster {
    const words = wordsOf(asked.question);
    const telling = tellingIn(this.#sums, this.#questions);
    const nearest = this.#nearest(words, telling);
    if (nearest) addTo(nearest, asked, words, telling);
    const cluster = nearest ?? newCluster(newId(), asked, words);
    if (!nearest) this.clusters.push(cluster);
    this.changed.add(cluster);
    this.#count(words, 1);
    return cluster;
  }

  #nearest(words: Words, telling: Telling): Cluster | null {
    let best: { cluster: Cluster; similarity: number } | null = null;
    for (const cluster of this.clusters) {
      const found = similarity(words, cluster.words, telling);
      if (found >= SAME_SUBJECT_FROM && found > (best?.similarity ?? 0)) best = { cluster, similarity: found };
    }
    return best?.cluster ?? null;
  }

  #count(words: Words, questions: number): void {
    for (const [token, weight] of words) this.#sums.set(token, (this.#sums.get(token) ?? 0) + weight);
    this.#questions += questions;
  }
}
