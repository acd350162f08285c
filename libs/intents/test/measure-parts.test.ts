import { describe, it, expect } from '@jest/globals';
import { measureEntities } from '../src/evaluation/measure-entities.js';
import { measureParts } from '../src/evaluation/measure-parts.js';
import type { Intent } from '../src/types.js';

const part = (text: string, intent: Intent) => ({ text, intent });

describe('measureParts', () => {
  it('counts parts, their intents and their texts apart', () => {
    const wanted = [part('where is W1', 'order'), part('how do I pay?', 'faq')];
    const measured = measureParts([
      { wanted, found: [part('Where is W1?', 'order'), part('how do I pay', 'faq')] },
      { wanted, found: [part('where', 'order'), part('is W1 and how do I pay?', 'technical')] },
      { wanted, found: [part('where is W1 and how do I pay?', 'order')] },
      { wanted: [part('one', 'faq')], found: [part('one', 'order')] },
    ]);
    expect(measured).toEqual({ several: 3, severalCounted: 2 / 3, severalRight: 1 / 3, textsRight: 1 / 2, single: 1, singleWhole: 1, right: 1 / 4 });
  });

  it('takes nothing', () => expect(measureParts([])).toMatchObject({ several: 0, single: 0, right: 0 }));
});

describe('measureEntities', () => {
  it('wants type and wording, and every one as often as it occurs', () => {
    const order = { type: 'order_number' as const, text: 'W1' };
    const measured = measureEntities([
      { wanted: [order, order], found: [order] },
      { wanted: [{ type: 'amount', text: '5 €' }], found: [{ type: 'amount', text: '5' }, { type: 'order_number', text: '5 €' }] },
    ]);
    expect(measured).toEqual({ order_number: { right: 1, precision: 1 / 2, recall: 1 / 2 }, amount: { right: 0, precision: 0, recall: 0 } });
  });
});
