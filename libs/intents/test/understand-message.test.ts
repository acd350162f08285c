import { fileURLToPath } from 'node:url';
import { beforeAll, describe, it, expect } from '@jest/globals';
import { readJudgedParts, type JudgedParts } from '../src/evaluation/read-judged-data.js';
import { IntentClassifier } from '../src/intent-classifier.js';
import { readArticleQuestions } from '../src/training/read-article-questions.js';
import { readUtterances } from '../src/training/read-utterances.js';
import { trainIntentModel } from '../src/training/train-intent-model.js';
import type { Intent, Locale } from '../src/types.js';
import { understandMessage } from '../src/understanding/understand-message.js';

const data = (path: string) => fileURLToPath(new URL(`../../../data/${path}`, import.meta.url));

describe('understandMessage', () => {
  let classifier: IntentClassifier;
  let lines: JudgedParts[];

  beforeAll(async () => {
    const utterances = [...(await readUtterances(data('intents'))), ...(await readArticleQuestions(data('demo/faqs.json')))];
    classifier = new IntentClassifier(trainIntentModel(utterances, { epochs: 4 }));
    lines = await readJudgedParts(data('intents'), 'calibration');
  }, 120_000);

  const understand = (text: string, locale: Locale = 'en') => understandMessage(classifier, text, { locale });
  const intentsOf = (text: string, locale?: Locale) => understand(text, locale).parts.map(({ intent }) => intent);

  it('cuts two wishes apart, each with its text and what it names', () => {
    const { parts, intent, entities } = understand('where is W123 and how do I reset my password?');
    expect(parts.map(({ text, intent: wish, entities: named }) => [text, wish, named.map(({ value }) => value)])).toEqual([
      ['where is W123', 'order', ['W123']],
      ['how do I reset my password?', 'faq', []],
    ]);
    expect(intent).toBe('order');
    expect(entities.map(({ value }) => value)).toEqual(['W123']);
  });

  it.each<[string, Locale, Intent[]]>([
    ['幫我查 W4410 到哪了,順便問一下可以刷卡分期嗎?', 'zh-TW', ['order', 'faq']],
    ['APP 老是闪退。另外我要退 W2190 这双鞋', 'zh-CN', ['technical', 'refund']],
    ['the app crashes on start\nwhere is my parcel', 'en', ['technical', 'order']],
    ['APP 當掉了,你們門市幾點關', 'zh-TW', ['technical', 'faq']],
    ['has W1207 shipped and can you cancel W1208', 'en', ['order', 'order']],
    ['1) where is my order W9002 2) why does the app crash 3) how do I earn points', 'en', ['order', 'technical', 'faq']],
  ])('cuts %j', (text, locale, wanted) => expect(intentsOf(text, locale)).toEqual(wanted));

  it('cuts questions for information apart, of each what it names, and four at most', () => {
    const { parts, intent } = understand('where do I find the return policy and which payment methods do you take for €500?');
    expect(parts.map(({ text, intent: wish, entities }) => [text, wish, entities.length])).toEqual([['where do I find the return policy', 'faq', 0], ['which payment methods do you take for €500?', 'faq', 1]]);
    expect(intent).toBe('faq');
    const many = understand('How do I reset my password? What are your opening hours? Which payment methods do you take? Do you ship abroad? How do I earn points?').parts;
    expect(many).toHaveLength(4);
    expect(many[3]!.text).toBe('Do you ship abroad? How do I earn points?');
  });

  it.each<[string, Locale, Intent]>([
    ['I bought a lamp last week and it arrived broken, I want my money back', 'en', 'refund'],
    ['My order number is W2231. Where is it?', 'en', 'order'],
    ['where is my order and when will it arrive?', 'en', 'order'],
    ['單號 W2231,幫我查一下到哪了', 'zh-TW', 'order'],
    ['取消订单然后退款给我', 'zh-CN', 'refund'],
    ['Where is it? Order 90133!', 'en', 'order'],
    ['combine W1201 and W1202 and send them together', 'en', 'order'],
    ['水壶漏水,我要退款', 'zh-CN', 'refund'],
    ['thanks, you are great', 'en', 'other'],
  ])('leaves the one wish of %j whole', (text, locale, wanted) => {
    const { parts, intent } = understand(text, locale);
    expect(parts.map((part) => [part.text, part.intent])).toEqual([[text, wanted]]);
    expect(intent).toBe(wanted);
  });

  it('reports a wish for a human wherever it stands', () => {
    expect(understand('Where is W123? And how do I pay? Let me talk to a real person please.').intent).toBe('human');
    expect(understand('W123 怎麼還沒到?APP 也一直閃退。給我轉真人客服', 'zh-TW').intent).toBe('human');
  });

  it.each([
    "don't transfer me to a human, just tell me the return policy",
    'no need for an agent, just the return policy please',
    'I don’t want to talk to a real person. What is the shipping fee?',
    'How do I return this without talking to a representative?',
    '不用轉人工，告訴我運費就好',
    '我不要找真人，我只想知道退貨政策',
    '別轉真人客服，運費多少',
    '不需要人工客服，请告诉我退货政策',
    '别给我转人工，我就问运费多少',
    '不要轉人工',
    "I don't want to talk to a human",
  ])('takes a refused human for no wish for one: %s', (text) => {
    const { parts, intent } = understand(text, /[a-z]/.test(text) ? 'en' : 'zh-TW');
    expect(intent).not.toBe('human');
    for (const part of parts) expect(part).not.toMatchObject({ intent: 'human' });
  });

  it('leaves the refused human out of what is asked', () => {
    expect(understand("Don't transfer me to a human, what is the return policy?").parts.map(({ text }) => text)).toEqual(['what is the return policy?']);
    expect(understand('别给我转人工，运费多少', 'zh-CN').parts.map(({ text }) => text)).toEqual(['运费多少']);
  });

  it.each(["I don't want a bot, I want a human", "why don't you transfer me to a human", "if you don't get me a human I will complain", "can't you transfer me to a human?", '不要機器人，我要真人', '不要人工智能，我要真人客服', '你们不能转人工吗', '沒有真人嗎', 'operator', 'Operator, please', 'hüman', 'real humän'])(
    'still takes %j for a wish for a human',
    (text) => expect(understand(text, /[a-z]/i.test(text) ? 'en' : 'zh-CN').parts.map(({ intent }) => intent)).toContain('human'),
  );

  it('keeps what would be too many parts with the last', () => {
    const text = 'Where is W1?\nThe app crashes.\nHow do I pay?\nI want a refund for W77123.\nBy the way, where is my parcel W4411?\nAlso, the site is down.';
    const { parts } = understand(text);
    expect(parts.length).toBeLessThanOrEqual(4);
    expect(text.endsWith(parts.at(-1)!.text)).toBe(true);
  });

  it.each(['', '   ', '😂😂😂', '!!!', '<script>alert(1)</script>', '\u0000', 'x'.repeat(100_000), '?!.,;\n'.repeat(15_000), 'and '.repeat(25_000), '1.'.repeat(50_000), '還有'.repeat(50_000)])(
    'makes one message of input number %#',
    (text) => {
      const { parts } = understand(text);
      expect(parts.length).toBeGreaterThan(0);
      expect(parts.length).toBeLessThanOrEqual(4);
    },
  );

  it('has calibration lines whose parts stand in them', () => {
    const torn = lines.filter(({ text, parts }) => parts.some((part) => !text.includes(part.text)));
    expect(torn).toEqual([]);
  });

  it.each<Locale>(['en', 'zh-TW', 'zh-CN'])('splits what it was calibrated on in %s, and hardly anything else', (locale) => {
    const right = (several: boolean) => {
      const part = lines.filter((line) => line.locale === locale && line.parts.length > 1 === several);
      return part.filter(({ text, parts }) => intentsOf(text, locale).length === parts.length).length / part.length;
    };
    expect(right(true)).toBeGreaterThan(0.8);
    expect(right(false)).toBeGreaterThan(0.93);
  });
});
