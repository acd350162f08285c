import { INTENTS, type Intent } from '../types.js';

/** One decision about a message whose intent is known. */
export interface JudgedDecision {
  wanted: Intent;
  intent: Intent;
  /** 0 to 1. */
  confidence: number;
  sure: boolean;
}

/** All shares are 0 to 1; a share of nothing is 0. */
export interface Measurement {
  count: number;
  accuracy: number;
  /** Mean over the intents that occur, so that rare ones count as much as common ones. */
  macroF1: number;
  expectedCalibrationError: number;
  /** The share of out-of-scope messages decided as `other`. */
  otherRecall: number;
  /** The share of in-scope messages decided as `other`. */
  inScopeRefused: number;
  sureShare: number;
  sureAccuracy: number;
  /** How often each wanted intent (first key) was decided as each intent (second key). */
  confusion: Record<Intent, Record<Intent, number>>;
}

const CALIBRATION_BINS = 10;

/** Sums up how good decisions are. */
export function measureDecisions(decisions: JudgedDecision[]): Measurement {
  const confusion = countConfusion(decisions);
  const sure = decisions.filter((decision) => decision.sure);
  return {
    count: decisions.length,
    accuracy: share(decisions, isRight),
    macroF1: macroF1(confusion),
    expectedCalibrationError: expectedCalibrationError(decisions),
    otherRecall: share(decisions.filter(({ wanted }) => wanted === 'other'), isRight),
    inScopeRefused: share(decisions.filter(({ wanted }) => wanted !== 'other'), ({ intent }) => intent === 'other'),
    sureShare: share(decisions, (decision) => decision.sure),
    sureAccuracy: share(sure, isRight),
    confusion,
  };
}

/**
 * The mean distance between how confident decisions are and how often they are right, over ten equal steps of
 * confidence, weighted by how many decisions fall into each (Naeini, Cooper and Hauskrecht, 2015).
 */
export function expectedCalibrationError(decisions: JudgedDecision[]): number {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ confidence: 0, right: 0 }));
  for (const decision of decisions) {
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(decision.confidence * CALIBRATION_BINS))]!;
    bin.confidence += decision.confidence;
    bin.right += isRight(decision) ? 1 : 0;
  }
  return bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / Math.max(1, decisions.length);
}

function countConfusion(decisions: JudgedDecision[]): Record<Intent, Record<Intent, number>> {
  const emptyRow = () => Object.fromEntries(INTENTS.map((intent) => [intent, 0])) as Record<Intent, number>;
  const confusion = Object.fromEntries(INTENTS.map((intent) => [intent, emptyRow()])) as Record<Intent, Record<Intent, number>>;
  for (const { wanted, intent } of decisions) confusion[wanted][intent] += 1;
  return confusion;
}

function macroF1(confusion: Record<Intent, Record<Intent, number>>): number {
  const scores = INTENTS.flatMap((intent) => {
    const wanted = INTENTS.reduce((sum, other) => sum + confusion[intent][other], 0);
    const decided = INTENTS.reduce((sum, other) => sum + confusion[other][intent], 0);
    return wanted + decided === 0 ? [] : [(2 * confusion[intent][intent]) / (wanted + decided)];
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

function isRight({ wanted, intent }: JudgedDecision): boolean {
  return wanted === intent;
}

function share<T>(items: T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
