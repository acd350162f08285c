import { describe, it, expect } from '@jest/globals';
import { exampleKey } from '../src/learning/example-key.js';

describe('exampleKey', () => {
  it.each([
    ['Where is W123', 'where  is w987'],
    ['我要退款', '我要退款！！'],
    ['查訂單', '查订单'],
    ['ＡＢＣ', 'abc'],
    ['call me, please', 'Call me please'],
  ])('is the same for %j and %j', (one, other) => expect(exampleKey(one)).toBe(exampleKey(other)));

  it.each([
    ['I want it', 'I do not want it'],
    ['👍', '👎'],
    ['?', '!'],
  ])('differs for %j and %j', (one, other) => expect(exampleKey(one)).not.toBe(exampleKey(other)));

  it.each(['', '  ', '...', '\u200B'])('is none for %j', (text) => expect(exampleKey(text)).toBeNull());
});
