import { describe, expect, it } from '@jest/globals';
import { likeness, MeaningIndex, pack } from '../../src/meaning/meaning-index.js';
import { toUnitLength } from '../../src/meaning/question-encoder.js';

const DIMENSIONS = 16;
const meaningOf = (...numbers: number[]): Float32Array => toUnitLength(Float32Array.from({ length: DIMENSIONS }, (_, at) => numbers[at] ?? 0.4 * Math.sin(at)));
const [tea, coffee, train] = [meaningOf(0.5, 0.4), meaningOf(0.5, 0.1), meaningOf(-0.5, -0.6)];

function indexOf(meanings: Float32Array[]): MeaningIndex {
  const index = new MeaningIndex(DIMENSIONS);
  meanings.forEach((meaning, document) => index.add(document, pack(meaning)));
  return index;
}

describe('a packed meaning', () => {
  it('is as like as the meaning itself, to a hundredth', () => {
    const cosine = tea.reduce((sum, value, at) => sum + value * coffee[at]!, 0);
    expect(likeness(tea, pack(coffee))).toBeCloseTo(cosine, 2);
    expect(likeness(tea, pack(tea))).toBeCloseTo(1, 1);
  });
});

describe('the meaning index', () => {
  it('gives the likest first, as many as asked for, and none that points elsewhere', () => {
    const index = indexOf([train, coffee, tea, meaningOf(0.5, 0.38)]);
    expect(index.best(tea, 2)).toEqual([2, 3]);
    expect(index.best(meaningOf(), 10).length).toBeLessThanOrEqual(4);
    expect(indexOf([Float32Array.from(tea, (value) => -value)]).best(tea, 5)).toEqual([]);
  });

  it('gives only accepted documents', () => {
    expect(indexOf([tea, coffee, tea]).best(tea, 2, (document) => document !== 0)).toEqual([2, 1]);
  });

  it('forgets what is removed, first, last and in between, and grows', () => {
    const index = indexOf(Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? tea : coffee)));
    for (let document = 0; document < 100; document += 2) index.remove(document);
    expect(index.best(tea, 100).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => 2 * at + 1));
    index.add(100, pack(tea));
    expect(index.best(tea, 1)).toEqual([100]);
  });

  it('finds nothing for a text of which nothing is known', () => {
    expect(indexOf([tea]).best(new Float32Array(DIMENSIONS), 5)).toEqual([]);
  });
});
