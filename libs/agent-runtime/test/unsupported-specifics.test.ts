import { describe, expect, it } from '@jest/globals';
import { unsupportedSpecifics } from '../src/unsupported-specifics.js';

const ARTICLES = [
  'Standard delivery costs $4.50 and is free from NT$1,000. See https://shop.example/delivery or write to help@shop.example.',
  '客服電話 02-2345-6789，滿 1,000 元免運，會員享 95% 退款。',
];

describe('what an answer states', () => {
  it.each([
    'Delivery costs $4.50.',
    'Delivery is free from NT$1000.',
    '滿１０００元就免運費。',
    'See https://shop.example/delivery.',
    'Write to Help@Shop.example!',
    'Call 0223456789 or 02 2345 6789.',
    '退款 95％。',
    'It takes 3 days; 24 hours a day.',
    'No figures at all.',
  ])('is supported: %s', (answer) => {
    expect(unsupportedSpecifics(answer, ARTICLES)).toEqual([]);
  });

  it.each([
    ['Delivery costs $4.', '$4.'],
    ['You get $9999 back.', '$9999'],
    ['賠您 500 元。', '500 元'],
    ['See https://evil.example/delivery', 'https://evil.example/delivery'],
    ['Write to help@evil.example', 'help@evil.example'],
    ['Call 0800-123-456.', '0800-123-456'],
    ['That is 20% off.', '20%'],
  ])('is not supported: %s', (answer, specific) => {
    expect(unsupportedSpecifics(answer, ARTICLES)).toContain(specific);
  });
});
