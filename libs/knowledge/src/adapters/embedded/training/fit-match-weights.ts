import type { MatchFeatures } from '../match-features.js';

/** One question with the features of its candidates; at most one candidate is right. */
export type FitExample = { candidates: { features: MatchFeatures; right: boolean }[]; importance: number };
export type MatchModel = { weights: Record<keyof MatchFeatures, number>; bias: number };

const STEPS = 1_500;
const RATE = 0.05;
const RIDGE = 1;
/** Candidates per question (best first) whose likelihood counts; the rest only count in the ranking. */
const CALIBRATED = 4;

type Sample = { inputs: number[][]; right: boolean[]; importance: number };

/**
 * Fits the logistic match model: weights ≥ 0 and a bias that minimise the sum of a ranking loss
 * (softmax over a question's candidates, for questions that have a right one) and a likelihood loss
 * (logistic, over its best few), with a ridge penalty. Full-batch Adam from zero: the same examples
 * give the same model.
 */
export function fitMatchWeights(examples: FitExample[]): MatchModel {
  const names = Object.keys(examples[0]!.candidates[0]!.features) as (keyof MatchFeatures)[];
  const samples = examples.map(({ candidates, importance }) => ({
    inputs: candidates.map(({ features }) => [...names.map((name) => features[name]), 1]),
    right: candidates.map(({ right }) => right),
    importance,
  }));
  const model = minimise([...names.map(() => 0), -3], (point) => gradient(samples, point));
  const weights = Object.fromEntries(names.map((name, at) => [name, model[at]!])) as MatchModel['weights'];
  return { weights, bias: model.at(-1)! };
}

function gradient(samples: Sample[], model: number[]): number[] {
  const slope = model.map((weight, at) => (at < model.length - 1 ? RIDGE * weight : 0));
  for (const sample of samples) addSlope(slope, sample, model);
  return slope.map((value) => value / samples.length);
}

function addSlope(slope: number[], { inputs, right, importance }: Sample, model: number[]): void {
  const logits = inputs.map((input) => input.reduce((total, value, at) => total + value * model[at]!, 0));
  const add = (candidate: number, error: number): void => inputs[candidate]!.forEach((value, at) => (slope[at]! += importance * error * value));
  if (right.includes(true)) {
    const highest = Math.max(...logits);
    const masses = logits.map((logit) => Math.exp(logit - highest));
    const mass = masses.reduce((total, value) => total + value, 0);
    masses.forEach((value, candidate) => add(candidate, value / mass - Number(right[candidate])));
  }
  const best = logits.map((_, candidate) => candidate).sort((a, b) => logits[b]! - logits[a]!);
  for (const candidate of best.slice(0, CALIBRATED)) add(candidate, 1 / (1 + Math.exp(-logits[candidate]!)) - Number(right[candidate]));
}

/** Adam (Kingma & Ba 2015, algorithm 1), with all but the last coordinate kept ≥ 0. */
function minimise(start: number[], slopeAt: (point: number[]) => number[]): number[] {
  const point = [...start];
  const mean = start.map(() => 0);
  const square = start.map(() => 0);
  for (let step = 1; step <= STEPS; step++) {
    slopeAt(point).forEach((slope, at) => {
      mean[at] = 0.9 * mean[at]! + 0.1 * slope;
      square[at] = 0.99 * square[at]! + 0.01 * slope * slope;
      const move = mean[at] / (1 - 0.9 ** step) / (Math.sqrt(square[at] / (1 - 0.99 ** step)) + 1e-8);
      const next = point[at]! - RATE * move;
      point[at] = at < point.length - 1 ? Math.max(0, next) : next;
    });
  }
  return point;
}
