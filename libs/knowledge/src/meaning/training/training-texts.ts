import { questionFeatures } from '../question-features.js';
import { featureHash } from '../feature-hash.js';
import type { WordingGroup } from './read-topics.js';

/** A text as numbers of features with their values; the values' squares add up to 1. */
export interface TrainingText {
  features: Int32Array;
  values: Float32Array;
}

/** Groups of texts, and what the numbers of their features stand for. */
export interface TrainingTexts {
  groups: { topic: string; texts: TrainingText[] }[];
  hashes: Uint32Array;
  /** How rare each feature is: ln(1 + texts / (1 + texts that have it)). */
  rarities: Float32Array;
}

/** Reads texts as features. A feature that only one group has teaches nothing that the words themselves do not. */
export function readTrainingTexts(groups: readonly WordingGroup[]): TrainingTexts {
  const read = groups.map(({ topic, texts }) => ({ topic, texts: texts.map((text) => [...questionFeatures(text)]) }));
  const counts = countFeatures(read);
  const numbers = new Map([...counts].filter(([, { groups: inGroups }]) => inGroups > 1).map(([name], number) => [name, number]));
  const total = groups.reduce((sum, { texts }) => sum + texts.length, 0);
  const rarities = Float32Array.from(numbers.keys(), (name) => Math.log(1 + total / (1 + counts.get(name)!.texts)));
  return {
    groups: read.map(({ topic, texts }) => ({ topic, texts: texts.map((features) => toTrainingText(features, numbers, rarities)) })),
    hashes: Uint32Array.from(numbers.keys(), featureHash),
    rarities,
  };
}

interface Count {
  texts: number;
  groups: number;
  lastGroup: number;
}

function countFeatures(groups: readonly { texts: [string, number][][] }[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  groups.forEach(({ texts }, group) => {
    for (const [name] of texts.flat()) {
      const count = counts.get(name) ?? { texts: 0, groups: 0, lastGroup: -1 };
      count.texts += 1;
      if (count.lastGroup !== group) count.groups += 1;
      count.lastGroup = group;
      counts.set(name, count);
    }
  });
  return counts;
}

function toTrainingText(features: [string, number][], numbers: ReadonlyMap<string, number>, rarities: Float32Array): TrainingText {
  const known = features.flatMap(([name, weight]) => {
    const number = numbers.get(name);
    return number === undefined ? [] : [{ number, value: weight * rarities[number]! }];
  });
  const length = Math.hypot(...known.map(({ value }) => value)) || 1;
  return { features: Int32Array.from(known, ({ number }) => number), values: Float32Array.from(known, ({ value }) => value / length) };
}
