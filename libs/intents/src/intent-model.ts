import type { SparseVector } from './sparse-vector.js';
import { INTENTS } from './types.js';

export const CLASS_COUNT = INTENTS.length;

/** What calibration found out about the raw scores. */
export interface Calibration {
  /** Raw scores are divided by this before the softmax; above 1 it makes the classifier humbler. */
  temperature: number;
  /** Added to the raw score of `other`, so that enough out-of-scope messages are refused and few others. */
  otherBias: number;
  /** A decision of at least this confidence counts as sure. */
  sureConfidence: number;
}

/** A trained multinomial logistic regression over hashed features. */
export interface IntentModel {
  /** Hash of the training data, the options and the trainer's version. */
  version: string;
  hashBits: number;
  calibration: Calibration;
  /** `CLASS_COUNT` weights for each of 2^hashBits places, in the order of INTENTS. */
  weights: Float32Array;
}

/** The raw score (logit) of each intent, in the order of INTENTS. */
export function rawScores(weights: Float32Array, features: SparseVector): Float64Array {
  const scores = new Float64Array(CLASS_COUNT);
  for (let at = 0; at < features.indices.length; at += 1) {
    const row = features.indices[at]! * CLASS_COUNT;
    const value = features.values[at]!;
    for (let intent = 0; intent < CLASS_COUNT; intent += 1) scores[intent]! += weights[row + intent]! * value;
  }
  return scores;
}

/** Turns raw scores into probabilities that add up to 1. */
export function softmax(scores: Float64Array): Float64Array {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The calibrated probability of each intent, in the order of INTENTS. */
export function calibratedProbabilities(scores: Float64Array, calibration: Calibration): Float64Array {
  const other = INTENTS.indexOf('other');
  return softmax(scores.map((score, intent) => (score + (intent === other ? calibration.otherBias : 0)) / calibration.temperature));
}
