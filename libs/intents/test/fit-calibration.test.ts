import { describe, it, expect } from '@jest/globals';
import { calibratedProbabilities } from '../src/intent-model.js';
import { fitCalibration, logLoss, type ScoredExample } from '../src/training/fit-calibration.js';
import { seededRandom } from '#libs/kernel';
import { INTENTS } from '../src/types.js';

const OTHER = INTENTS.indexOf('other');
const targets = { inScopeRefused: 0.05, surePrecision: 0.95 };

/** Scores that name the right intent with probability `accuracy` and always shout `loudness`. */
function shouting(count: number, accuracy: number, loudness: number): ScoredExample[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, at) => {
    const intent = at % INTENTS.length;
    const named = random() < accuracy ? intent : (intent + 1) % INTENTS.length;
    const scores = new Float64Array(INTENTS.length);
    scores[named] = loudness * (0.8 + 0.4 * random());
    return { scores, intent };
  });
}

describe('fitCalibration', () => {
  it('humbles scores that are surer than they are right', () => {
    const examples = shouting(600, 0.75, 9);
    const calibration = fitCalibration(examples, targets);
    expect(calibration.temperature).toBeGreaterThan(1.5);
    const confidences = examples.map(({ scores }) => Math.max(...calibratedProbabilities(scores, calibration)));
    const mean = confidences.reduce((sum, confidence) => sum + confidence, 0) / confidences.length;
    expect(mean).toBeGreaterThan(0.68);
    expect(mean).toBeLessThan(0.82);
  });

  it('encourages scores that are right more often than they say, and lowers the loss', () => {
    const examples = shouting(600, 0.98, 1);
    const calibration = fitCalibration(examples, targets);
    expect(calibration.temperature).toBeLessThan(0.6);
    expect(logLoss(examples, calibration)).toBeLessThan(logLoss(examples, { ...calibration, temperature: 1, otherBias: 0 }));
  });

  it('lifts `other` when out-of-scope examples are missed, without refusing too many others', () => {
    const inScope = shouting(600, 1, 4).filter(({ intent }) => intent !== OTHER);
    const missed = inScope.slice(0, 60).map(({ scores }) => ({ scores: scores.map((score, at) => (at === OTHER ? 1.4 : score / 2)), intent: OTHER }));
    const calibration = fitCalibration([...inScope, ...missed], targets);
    expect(calibration.otherBias).toBeGreaterThan(0);
    const refused = inScope.filter(({ scores }) => {
      const probabilities = calibratedProbabilities(scores, calibration);
      return probabilities.indexOf(Math.max(...probabilities)) === OTHER;
    });
    expect(refused.length / inScope.length).toBeLessThanOrEqual(targets.inScopeRefused);
  });

  it('calls only those decisions sure that are right often enough', () => {
    const sound = shouting(500, 1, 6);
    const shaky = shouting(500, 0.5, 2);
    const { sureConfidence, ...calibration } = fitCalibration([...sound, ...shaky], targets);
    const judged = [...sound, ...shaky].map(({ scores, intent }) => {
      const probabilities = calibratedProbabilities(scores, { ...calibration, sureConfidence });
      const confidence = Math.max(...probabilities);
      return { sure: confidence >= sureConfidence, right: probabilities.indexOf(confidence) === intent };
    });
    const sure = judged.filter((decision) => decision.sure);
    expect(sure.length).toBeGreaterThanOrEqual(500);
    expect(sure.length).toBeLessThan(1000);
    expect(sure.filter(({ right }) => right).length / sure.length).toBeGreaterThanOrEqual(targets.surePrecision);
  });

  it('stays cautious without held-out examples', () => {
    expect(fitCalibration([], targets)).toEqual({ temperature: 1, otherBias: 0, sureConfidence: 0.8 });
  });
});
