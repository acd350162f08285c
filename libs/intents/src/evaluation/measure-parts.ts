import type { Intent } from '../types.js';

interface Part {
  text: string;
  intent: Intent;
}

/** The parts a message is known to have, and those it was cut into. */
export interface JudgedSplit {
  wanted: Part[];
  found: Part[];
}

/** Shares are 0 to 1; a share of nothing is 0. */
export interface PartsMeasurement {
  /** Messages with several wishes. */
  several: number;
  /** Of these, cut into the right number of parts; and with the right intents in the right order as well. */
  severalCounted: number;
  severalRight: number;
  /** Of the parts of those rightly counted, the share whose text is the wanted one but for a few words. */
  textsRight: number;
  /** Messages with one wish that look like more, and how many of them stayed whole. */
  single: number;
  singleWhole: number;
  /** All messages with the right intents in the right order. */
  right: number;
}

/** How much of two texts may differ for them to be the same part. */
const SAME_FROM = 0.7;

/** Sums up how well messages were cut into their wishes. */
export function measureParts(splits: readonly JudgedSplit[]): PartsMeasurement {
  const several = splits.filter(({ wanted }) => wanted.length > 1);
  const single = splits.filter(({ wanted }) => wanted.length === 1);
  const counted = several.filter(isCounted);
  const pairs = counted.flatMap(({ wanted, found }) => wanted.map((part, at) => ({ wanted: part, found: found[at]! })));
  return {
    several: several.length,
    severalCounted: share(several, isCounted),
    severalRight: share(several, isRight),
    textsRight: share(pairs, (pair) => isSameText(pair.wanted.text, pair.found.text)),
    single: single.length,
    singleWhole: share(single, isCounted),
    right: share(splits, isRight),
  };
}

const isCounted = ({ wanted, found }: JudgedSplit): boolean => wanted.length === found.length;

const isRight = (split: JudgedSplit): boolean => isCounted(split) && split.wanted.every(({ intent }, at) => split.found[at]!.intent === intent);

/** By the share of letters and digits in common when the one stands in the other. */
function isSameText(one: string, other: string): boolean {
  const [shorter, longer] = [bare(one), bare(other)].sort((left, right) => left.length - right.length) as [string, string];
  return longer.includes(shorter) && shorter.length >= longer.length * SAME_FROM;
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const share = <T>(items: readonly T[], holds: (item: T) => boolean): number => (items.length === 0 ? 0 : items.filter(holds).length / items.length);
