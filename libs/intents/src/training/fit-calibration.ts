import { calibratedProbabilities, type Calibration } from '../intent-model.js';
import { INTENTS } from '../types.js';

/** A held-out example as the trained weights see it. */
export interface ScoredExample {
  scores: Float64Array;
  /** Index in INTENTS. */
  intent: number;
}

export interface CalibrationTargets {
  /** The largest share of in-scope examples that may be taken for `other`, 0 to 1. */
  inScopeRefused: number;
  /** The share of sure decisions that must be right, 0 to 1. */
  surePrecision: number;
}

const UNCALIBRATED: Calibration = { temperature: 1, otherBias: 0, sureConfidence: 0.8 };
const OTHER = INTENTS.indexOf('other');
const TEMPERATURES = geometricSteps(0.05, 5, 120);
const BIAS_STEPS = 60;
/** Below this a decision is nearer to a guess than to knowledge, whatever the held-out examples say. */
const LEAST_SURE_CONFIDENCE = 0.5;

/**
 * Fits temperature (Guo et al., "On Calibration of Modern Neural Networks", 2017), the bias of `other` and the sure
 * threshold to held-out examples. Without any it returns a cautious default.
 */
export function fitCalibration(examples: ScoredExample[], targets: CalibrationTargets): Calibration {
  if (examples.length === 0) return UNCALIBRATED;
  const unbiased = fitTemperature(examples, UNCALIBRATED);
  const biased = fitTemperature(examples, { ...unbiased, otherBias: chooseOtherBias(examples, unbiased, targets) });
  return { ...biased, sureConfidence: chooseSureConfidence(examples, biased, targets) };
}

function fitTemperature(examples: ScoredExample[], base: Calibration): Calibration {
  const tried = TEMPERATURES.map((temperature) => ({ ...base, temperature }));
  return lowest(tried, (calibration) => logLoss(examples, calibration));
}

/** The mean negative log of the probability given to the right intent. */
export function logLoss(examples: ScoredExample[], calibration: Calibration): number {
  const losses = examples.map(({ scores, intent }) => -Math.log(calibratedProbabilities(scores, calibration)[intent]! + 1e-12));
  return losses.reduce((sum, loss) => sum + loss, 0) / examples.length;
}

/** The highest bias that still refuses few enough in-scope examples: as many out-of-scope ones as possible are caught. */
function chooseOtherBias(examples: ScoredExample[], base: Calibration, targets: CalibrationTargets): number {
  const inScope = examples.filter(({ intent }) => intent !== OTHER);
  const outOfScope = examples.filter(({ intent }) => intent === OTHER);
  if (inScope.length === 0 || outOfScope.length === 0) return 0;
  const biases = Array.from({ length: 2 * BIAS_STEPS + 1 }, (_, step) => ((step - BIAS_STEPS) / BIAS_STEPS) * 3 * base.temperature);
  const allowed = biases.filter((otherBias) => shareTakenForOther(inScope, { ...base, otherBias }) <= targets.inScopeRefused);
  const best = Math.max(0, ...allowed.map((otherBias) => shareTakenForOther(outOfScope, { ...base, otherBias })));
  const equallyGood = allowed.filter((otherBias) => shareTakenForOther(outOfScope, { ...base, otherBias }) >= best);
  return lowest(equallyGood.length > 0 ? equallyGood : [0], Math.abs);
}

function shareTakenForOther(examples: ScoredExample[], calibration: Calibration): number {
  return examples.filter(({ scores }) => decide(scores, calibration).intent === OTHER).length / examples.length;
}

/** The lowest confidence from which on enough decisions are right. */
function chooseSureConfidence(examples: ScoredExample[], calibration: Calibration, targets: CalibrationTargets): number {
  const decisions = examples
    .map(({ scores, intent }) => ({ wanted: intent, ...decide(scores, calibration) }))
    .sort((left, right) => right.confidence - left.confidence);
  let right = 0;
  let threshold = decisions[0]!.confidence;
  decisions.forEach(({ wanted, intent, confidence }, at) => {
    if (wanted === intent) right += 1;
    if (right / (at + 1) >= targets.surePrecision) threshold = confidence;
  });
  return Math.max(LEAST_SURE_CONFIDENCE, threshold);
}

function decide(scores: Float64Array, calibration: Calibration): { intent: number; confidence: number } {
  const probabilities = calibratedProbabilities(scores, calibration);
  const confidence = Math.max(...probabilities);
  return { intent: probabilities.indexOf(confidence), confidence };
}

function lowest<T>(items: T[], cost: (item: T) => number): T {
  return items.reduce((best, item) => (cost(item) < cost(best) ? item : best));
}

function geometricSteps(first: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, step) => first * (last / first) ** (step / (count - 1)));
}
