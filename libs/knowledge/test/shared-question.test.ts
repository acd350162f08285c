import { describe, expect, it } from '@jest/globals';
import { normaliseQuestion, readSharedQuestion } from '../src/index.js';

describe('a normalised question', () => {
  it.each([
    ['  How do I  RESET my password?! ', 'how do i reset my password'],
    ['Ｈｉ, could you tell me how to pay, please?', 'how to pay'],
    ["What's the fee? I don't know.", 'whats the fee i dont know'],
    ['請問，運費多少錢？謝謝！', '运费多少钱'],
    ['你好，运费 多少钱呢', '运费多少钱'],
    ['over $1,000.50 or 5% off', 'over $ 1000.50 or 5% off'],
    ['退货麻烦吗', '退货麻烦吗'],
    ['thanks', 'thanks'],
    ['hi', 'hi'],
  ])('of %j is %j', (text, normalised) => {
    expect(normaliseQuestion(text)).toBe(normalised);
  });

  it.each([
    ['can I return it within 30 days', 'can I return it within 60 days'],
    ['can I return it', 'can I not return it'],
    ['可以退貨嗎', '不可以退貨嗎'],
    ['出貨前可以取消嗎', '出貨後可以取消嗎'],
    ['is it $5', 'is it 5%'],
    ['1.5 kg', '15 kg'],
    ['運費多少錢', 'how much is shipping'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(normaliseQuestion(one)).not.toBe(normaliseQuestion(other));
  });
});

describe('a question', () => {
  it.each([
    'where is order W123',
    'order #1234567',
    'my card ending 4242 was charged',
    'write to amy.chen@example.com',
    'call 0912 345 678',
    'call +886-2-1234-5678',
    'see https://shop.example/o/1',
    'my name is amy and I want to return',
    'this is Mr Brown, where is my parcel',
    'can John Smith pick it up',
    'ship to 12 Baker Street',
    '我叫王小明',
    '收件人是陳先生',
    '王小姐的訂單可以改嗎',
    '寄到中山路二段100號可以嗎',
    '我的手機是0912345678',
    'A123456789 是我的身分證',
    '我的生日是五月三號',
  ])('that holds something personal is not shared: %s', (text) => {
    expect(readSharedQuestion(text, 'en')).toBeNull();
  });

  it.each([
    'Can I return something after 30 days?',
    'Do you take Apple Pay or Google Pay?',
    'is shipping free over $1000',
    '滿1000元免運嗎',
    'will you be open in 2026',
    'does the mp3 player have usb2',
    'Is the iPhone 15 Pro in stock?',
    '我是新會員有優惠嗎',
    'How long does shipping to Hong Kong take?',
  ])('that holds nothing personal is shared: %s', (text) => {
    expect(readSharedQuestion(text, 'en')).not.toBeNull();
  });

  it.each(['', '   ', '？！', 'x'.repeat(401)])('that nobody asks twice is not: %j', (text) => {
    expect(readSharedQuestion(text, 'en')).toBeNull();
  });
});
