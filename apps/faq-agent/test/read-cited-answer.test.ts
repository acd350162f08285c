import { describe, expect, it } from '@jest/globals';
import { REFUSAL } from '../src/article-prompt.js';
import { isRefusal, readCitedAnswer, showablePart } from '../src/read-cited-answer.js';

const ANSWERS: [raw: string, text: string, cited: number[]][] = [
  ['You can pay by card [1].', 'You can pay by card.', [1]],
  ['You can pay by card. [2]', 'You can pay by card.', [2]],
  ['[1] You can pay by card.', 'You can pay by card.', [1]],
  ['By card [1][3], or cash [2, 3].', 'By card, or cash.', [1, 3, 2]],
  ['By card [1], [2].', 'By card.', [1, 2]],
  ['By card [1], and by cash.', 'By card, and by cash.', [1]],
  ['Two ways: [1]\n\n- [2] card\n- cash [3]\n', 'Two ways:\n\n- card\n- cash', [1, 2, 3]],
  ['Card.\n[1] Cash.', 'Card.\nCash.', [1]],
  ['您可以刷卡[1]，也可以貨到付款【2】。', '您可以刷卡，也可以貨到付款。', [1, 2]],
  ['可以的［１］。', '可以的。', [1]],
  ['看［Ａ］就好。', '看［Ａ］就好。', []],
  ['支持支付宝［2］。\n请看**我的订单**[1、3]', '支持支付宝。\n请看**我的订单**', [2, 1, 3]],
  ['In the year [2024] only [1]', 'In the year [2024] only', [1]],
  ['Nine is none [9], one is [1]', 'Nine is none, one is', [1]],
  ['A smile 🙂[1] and\u0000 more', 'A smile 🙂 and more', [1]],
  ['Half \ud83d a smile [1]', 'Half  a smile', [1]],
  ['Read [the terms](https://shop.example/terms) [1]', 'Read [the terms](https://shop.example/terms)', [1]],
];

/** The pieces as a model may give them. */
const cuts = (raw: string): string[][] => [1, 2, 3, 7].map((size) => raw.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []);

describe('an answer with its sources', () => {
  it.each(ANSWERS)('is read without its marks: %j', (raw, text, cited) => {
    expect(readCitedAnswer(raw, 3)).toEqual({ text, cited });
  });

  it.each(['', '  ', '[1]', ' [1] [2]\n', 'Only one that was not given [4].', 'None [0].', REFUSAL, `I am sorry. [1] ${REFUSAL}`, `**${REFUSAL}** [1]`])('is none: %j', (raw) => {
    expect(readCitedAnswer(raw, 3)).toBeNull();
  });
});

describe('a refusal', () => {
  it.each([REFUSAL, ` ${REFUSAL}.\n`, `**${REFUSAL}** [1]`, `\`${REFUSAL}\``, REFUSAL.toLowerCase()])('says that there is no answer, and nothing else: %j', (raw) => {
    expect(isRefusal(raw)).toBe(true);
  });

  it.each(['', '[1]', 'None [9].', REFUSAL.slice(0, -3), `I am sorry. ${REFUSAL}`, `${REFUSAL} but you can pay by card [1].`, `${REFUSAL}_${REFUSAL}`, 'You can pay by card [1].'])('is not: %j', (raw) => {
    expect(isRefusal(raw)).toBe(false);
  });
});

it('is no answer when it goes on and on', () => {
  const raw = `${'on and '.repeat(2_000)}[1]`;
  expect(readCitedAnswer(raw, 3)).toBeNull();
  expect(showablePart(raw)).toBeNull();
});

describe('what can be shown of an answer', () => {
  it.each(ANSWERS)('only grows, never shows a mark, and is what the answer begins with: %j', (raw, text) => {
    for (const pieces of cuts(raw)) {
      let shown = '';
      for (let count = 1; count <= pieces.length; count += 1) {
        const part = showablePart(pieces.slice(0, count).join(''))!;
        expect(part.startsWith(shown)).toBe(true);
        expect(text.startsWith(part)).toBe(true);
        shown = part;
      }
    }
  });

  it('holds nothing back but what may still change', () => {
    expect(showablePart('You can')).toBe('You can');
    expect(showablePart('You can pay [')).toBe('You can pay');
    expect(showablePart('You can pay [1')).toBe('You can pay');
    expect(showablePart('You can pay [1]')).toBe('You can pay');
    expect(showablePart('You can pay [here')).toBe('You can pay [here');
    expect(showablePart('NO_')).toBe('');
    expect(showablePart('NO problem')).toBe('NO problem');
  });

  it('is nothing of a refusal, however it comes', () => {
    for (let length = 1; length < REFUSAL.length; length += 1) expect(showablePart(REFUSAL.slice(0, length))).toBe('');
    expect(showablePart(REFUSAL)).toBeNull();
    expect(showablePart(`Let me see. ${REFUSAL.slice(0, 9)}`)).toBe('Let me see.');
    expect(showablePart(`Let me see. ${REFUSAL}`)).toBeNull();
  });

  it.each([' ', '\n', '[', '[1', '[1] ', ', ', '[1],', '[1, '])('takes no time for %j without an end', (piece) => {
    const raw = piece.repeat(8_000 / piece.length);
    for (let count = 0; count < 300; count += 1) showablePart(raw);
    expect(readCitedAnswer(`${raw}x`, 3)?.text ?? null).toBeDefined();
  });
});
