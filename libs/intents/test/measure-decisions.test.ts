import { describe, it, expect } from '@jest/globals';
import { measureDecisions } from '../src/evaluation/measure-decisions.js';
import type { Intent } from '../src/types.js';

const decided = (wanted: Intent, intent: Intent, confidence: number, sure = false) => ({ wanted, intent, confidence, sure });

describe('measureDecisions', () => {
  it('counts accuracy, refusals and the sure share', () => {
    const measured = measureDecisions([
      decided('order', 'order', 0.9, true),
      decided('order', 'other', 0.6),
      decided('other', 'other', 0.9, true),
      decided('other', 'faq', 0.4),
    ]);
    expect(measured).toMatchObject({ count: 4, accuracy: 0.5, otherRecall: 0.5, inScopeRefused: 0.5, sureShare: 0.5, sureAccuracy: 1 });
    expect(measured.confusion.order.other).toBe(1);
    // F1: order 2/3, other 2/4, faq 0/1.
    expect(measured.macroF1).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3);
  });

  it('measures how far confidence is from truth', () => {
    const honest = [decided('faq', 'faq', 0.75), decided('faq', 'faq', 0.75), decided('faq', 'faq', 0.75), decided('faq', 'human', 0.75)];
    expect(measureDecisions(honest).expectedCalibrationError).toBeCloseTo(0);
    const boasting = [decided('faq', 'human', 1), decided('faq', 'faq', 1)];
    expect(measureDecisions(boasting).expectedCalibrationError).toBeCloseTo(0.5);
  });

  it('gives zeros, not NaN, for no decisions', () => {
    expect(measureDecisions([])).toMatchObject({ count: 0, accuracy: 0, macroF1: 0, expectedCalibrationError: 0 });
  });
});
