import { describe, expect, it } from '@jest/globals';
import { complexityOf } from '../src/index.js';

describe('complexity of a message', () => {
  it.each(['How can I pay?', 'order status lookup', '可以刷卡嗎？', '怎么退货', 'hi', '', '???', '🙂'])('is simple: %j', (text) => {
    expect(complexityOf(text)).toBe('simple');
  });

  it.each([
    'How can I pay? And do you ship to Japan?',
    'I bought a lamp last week. It does not fit. Can I return it?',
    'I bought the wrong lamp last week and have not opened the box, and now I would like to know whether the shop takes such things back at all',
    '我上週買的燈尺寸不合，想換大一點的。請問可以換嗎？',
  ])('is normal: %j', (text) => {
    expect(complexityOf(text)).toBe('normal');
  });

  it.each([
    'Can I pay by card? Do you ship to Japan? And how long does it take?',
    '可以刷卡嗎？寄到日本要多久？運費多少？',
    'word '.repeat(120),
    '字'.repeat(200),
  ])('is complex: %j', (text) => {
    expect(complexityOf(text)).toBe('complex');
  });

  it.each([
    'I want to complain about your courier.',
    'This is UNACCEPTABLE',
    'Next step: my lawyer',
    '我要客訴',
    '太誇張了，等了三週',
    '我要投诉你们',
    '再不处理我就打12315',
  ])('is a complaint: %j', (text) => {
    expect(complexityOf(text)).toBe('complaint');
  });

  it('takes no time for a long message without an end', () => {
    for (const character of ['a', '?', '.', '字', ' ', '\n']) expect(complexityOf(character.repeat(10_000))).toBeDefined();
  });
});
