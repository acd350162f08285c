import { describe, expect, it } from '@jest/globals';
import type { IntentDecision } from '../src/index.js';
import { splitQuestions } from '../src/understanding/split-questions.js';

/** Takes everything for a question for information, but what names an order; what says perhaps is for nobody plainly. */
const classifier = {
  classify: (text: string): IntentDecision => ({ intent: text.includes('order') ? 'order' : 'faq', confidence: text.includes('perhaps') ? 0.5 : 0.95, sure: !text.includes('perhaps'), candidates: [], locale: 'en' }),
};
const split = (text: string): string[] => splitQuestions(classifier, text, 'en').map(({ start, end }) => text.slice(start, end));

describe('questions for information in one message', () => {
  it.each<[string, string[]]>([
    ['where do I find the return policy and which payment methods do you take?', ['where do I find the return policy', 'which payment methods do you take?']],
    ['How do I reset my password? I forgot it. By the way, do you ship abroad?', ['How do I reset my password? I forgot it.', 'do you ship abroad?']],
    ['I am new here. How do I pay by card? What does delivery cost?', ['I am new here. How do I pay by card?', 'What does delivery cost?']],
    ['退貨政策在哪裡看？另外可以用哪些付款方式？', ['退貨政策在哪裡看？', '可以用哪些付款方式？']],
    ['怎么开发票？多久能到货？可以自提吗？', ['怎么开发票？', '多久能到货？', '可以自提吗？']],
    ['what is on the menu do you ship to Malta', ['what is on the menu', 'do you ship to Malta']],
    ['客服电话多少,几点下班', ['客服电话多少', '几点下班']],
    ['可以刷卡吗可以自提吗', ['可以刷卡吗', '可以自提吗']],
    ['运费怎么算，还有忘记密码怎么办', ['运费怎么算', '忘记密码怎么办']],
  ])('stand by themselves in %j', (text, questions) => {
    expect(split(text)).toEqual(questions);
  });

  it.each([
    'Do you deliver to Iceland and how much does it cost?',
    'Is the store open on Saturday and Sunday?',
    'Can I pay by card, which is what I always do?',
    '怎么申请退款，流程是什么',
    '怎么申请退款？流程是什么？',
    '有寄冰島嗎?運費多少?',
    'How do I reset my password?',
    'What payment methods\ndo you accept?',
    'How do I reset my password? where is my order?',
    'How do I reset my password? perhaps what does delivery cost?',
    'How do I pay? I like your shop. Thanks a lot!',
    'how long do you keep a parcel',
    'can you tell me what time do you close',
    '加急多少钱,多快能到',
    '',
    '???',
    '🙂'.repeat(100),
  ])('are one in %j', (text) => {
    expect(split(text)).toEqual([text]);
  });

  it('are found in a message of any length in no time', () => {
    const parts = split('how do I reset my password? '.repeat(4_000));
    expect(parts.length).toBeLessThanOrEqual(12);
    expect(parts.join('').length).toBeGreaterThan(100_000);
  });
});
