import { readChinese } from './wording/read-chinese.js';
import { readEnglish } from './wording/read-english.js';
import { WordingBuilder, type Wording } from './wording/wording.js';

export type { Wording };

/**
 * From this similarity on two questions get the same answer. Chosen on part `calibrate` of data/near-duplicates as
 * the lowest at which none of the pairs that ask something different reaches it, and a margin (`npm run eval:cache`).
 */
export const SIMILAR_FROM = 0.92;

const RUNS = /\p{Script=Han}+|\P{Script=Han}+/gu;
const HAN = /^\p{Script=Han}/u;

/** Reads a normalised question as what it asks (kind, numbers, negations: strict) and what about (words). */
export function readWording(normalised: string): Wording {
  const builder = new WordingBuilder();
  for (const [run] of normalised.matchAll(RUNS)) {
    if (HAN.test(run)) readChinese(run, builder);
    else readEnglish(run.trim(), builder);
  }
  return builder.build();
}

/** How alike two questions are (0..1): 0 when they differ in anything strict, 1 when they have the same words. */
export function similarity(one: Wording, other: Wording): number {
  if (one.strict !== other.strict || differentOrder(one, other)) return 0;
  const shared = sharedWeight(one.tokens, other.tokens);
  const total = weightOf(one.tokens) + weightOf(other.tokens);
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Whether what both have follows one another differently: from here to there is not from there to here. */
function differentOrder(one: Wording, other: Wording): boolean {
  if (!one.order || !other.order) return false;
  const [own, its] = [other.order, one.order].map((words) => new Set(words)) as [Set<string>, Set<string>];
  return one.order.filter((word) => own.has(word)).join(' ') !== other.order.filter((word) => its.has(word)).join(' ');
}

function sharedWeight(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let weight = 0;
  for (const [token, own] of one) weight += Math.min(own, other.get(token) ?? 0);
  return weight;
}

const weightOf = (tokens: ReadonlyMap<string, number>): number => [...tokens.values()].reduce((sum, weight) => sum + weight, 0);
