import { describe, expect, it } from '@jest/globals';
import type { Flow, Intent } from '#libs/contracts';
import { readChoice } from '../src/read-choice.js';
import type { Wish } from '../src/understand.js';

type Choice = Extract<Flow['expects'], { kind: 'choice' }>;
const choice = (...options: [Intent, Intent]): Choice => ({ kind: 'choice', options, about: 'it' });

/** Reads a reply that the classifier takes for `intent`. */
function read(text: string, options: [Intent, Intent] = ['order', 'refund'], intent: Intent = 'other', { sure = false, others = {} as Partial<Record<Intent, number>>, parts = 1 } = {}) {
  const wish: Wish = { text, intent, confidence: 0.5, sure, entities: [] };
  const candidates = Object.entries({ [intent]: 0.5, ...others }).map(([name, confidence]) => ({ intent: name as Intent, confidence })).sort((a, b) => b.confidence - a.confidence);
  return readChoice(choice(...options), text, { parts: Array.from({ length: parts }, () => wish), candidates });
}

describe('the choice of a meaning', () => {
  it.each(['the first', 'First one please', '1', '1.', 'option 1', 'the former', 'I mean the first one', '第一個', '第一个', '前者', '我是說第一個', '一', '①'])('reads %j as the first', (text) => {
    expect(read(text)).toBe('order');
  });

  it.each(['the second', 'second!', '2', '(b)', 'the latter', "it's the second one", '第二個', '第二个吧', '後者', '后者', '後面那個', '２'])('reads %j as the second', (text) => {
    expect(read(text)).toBe('refund');
  });

  it.each<[string, [Intent, Intent], Intent]>([
    ['the refund', ['order', 'refund'], 'refund'],
    ['退款啦', ['order', 'refund'], 'refund'],
    ['退货', ['order', 'refund'], 'refund'],
    ['訂單的事', ['order', 'technical'], 'order'],
    ['a technical problem', ['order', 'technical'], 'technical'],
    ['一般資訊', ['faq', 'order'], 'faq'],
    ['something else', ['order', 'other'], 'other'],
    ['其他', ['order', 'other'], 'other'],
    ['真人', ['human', 'order'], 'human'],
  ])('reads %j by its name', (text, options, chosen) => {
    expect(read(text, options)).toBe(chosen);
  });

  it('takes a reply for the one of the two that it plainly tells', () => {
    expect(read('it has not come yet', ['order', 'refund'], 'order', { others: { refund: 0.05 } })).toBe('order');
    expect(read('well', ['order', 'refund'], 'order', { others: { refund: 0.4 } })).toBeNull();
    expect(read('well', ['order', 'refund'], 'faq', { others: { refund: 0.3 } })).toBeNull();
  });

  it.each(['', '  ', '🙂', 'yes', '好', 'neither', 'the order or the refund', '第三個', 'I would like to tell you about my day, the second of which was a Tuesday, and so on'])('finds none in %j', (text) => {
    expect(read(text)).toBeNull();
  });

  it('leaves alone what is clearly another wish, or several', () => {
    expect(read('how do I return a gift card?', ['order', 'refund'], 'faq', { sure: true })).toBeNull();
    expect(read('the refund', ['order', 'refund'], 'refund', { parts: 2 })).toBeNull();
  });
});
