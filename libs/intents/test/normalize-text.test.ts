import { describe, it, expect } from '@jest/globals';
import { normalizeText, PLACEHOLDER, readablePart } from '../src/normalize-text.js';

describe('normalizeText', () => {
  it.each([
    ['ＷＨＥＲＥ　is my Order', 'where is my order'],
    ['我要退貨，謝謝', '我要退货,谢谢'],
    ['it’s broken', "it's broken"],
    ['zero\u200Bwidth\u0007 bell', 'zero width bell'],
    ['pleeeease!!!!', 'pleease!!'],
    ['  two \n lines ', 'two lines'],
  ])('gives %j one spelling', (text, expected) => {
    expect(normalizeText(text)).toBe(expected);
  });

  it.each([
    ['ORD-20731', PLACEHOLDER.code],
    ['#42', PLACEHOLDER.code],
    ['a1234', PLACEHOLDER.code],
    ['90210773', PLACEHOLDER.code],
    ['W123', PLACEHOLDER.code],
    ['30', PLACEHOLDER.number],
    ['12 March', PLACEHOLDER.date],
    ['May 3rd, 2024', PLACEHOLDER.date],
    ['2024-05-03', PLACEHOLDER.date],
    ['8/17', PLACEHOLDER.date],
    ['5月12日', PLACEHOLDER.date],
    ['+44 20 7946 0018', PLACEHOLDER.phone],
    ['0912-345-678', PLACEHOLDER.phone],
    ['13800001111', PLACEHOLDER.phone],
    ['NT$1,290', PLACEHOLDER.money],
    ['35元', PLACEHOLDER.money],
    ['20 dollars', PLACEHOLDER.money],
    ['mia@mail.example', PLACEHOLDER.email],
    ['https://shop.example/a?b=1', PLACEHOLDER.url],
  ])('folds %j into a placeholder', (text, placeholder) => {
    expect(normalizeText(`see ${text} now`)).toBe(`see ${placeholder} now`);
  });

  it('folds an order number that Chinese text surrounds without spaces', () => {
    expect(normalizeText('订单20731还没到')).toBe(`订单 ${PLACEHOLDER.code} 还没到`);
  });

  it('keeps status codes and product names, which mean something', () => {
    expect(normalizeText('error 404 on iphone15 wifi6')).toBe('error 404 on iphone15 wifi6');
  });

  it('does not let a customer write a placeholder', () => {
    expect(normalizeText(`a ${PLACEHOLDER.email} b`)).toBe('a b');
  });
});

describe('readablePart', () => {
  it('keeps the start and the end of a long text and drops its middle', () => {
    const part = readablePart(`start ${'x'.repeat(100_000)} end`);
    expect(part.length).toBeLessThanOrEqual(2_501);
    expect(part).toMatch(/^start x+ x+ end$/);
  });

  it('stays bounded when NFKC makes a text many times longer', () => {
    expect(normalizeText('\uFDFA '.repeat(50_000)).length).toBeLessThanOrEqual(2_501);
  });
});
