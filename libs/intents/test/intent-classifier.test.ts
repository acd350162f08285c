import { beforeAll, describe, it, expect } from '@jest/globals';
import { extractFeatures } from '../src/features/extract-features.js';
import { IntentClassifier } from '../src/intent-classifier.js';
import { trainIntentModel } from '../src/training/train-intent-model.js';
import { INTENTS, type LabelledUtterance } from '../src/types.js';

const HASH_BITS = 12;
const examples: LabelledUtterance[] = INTENTS.flatMap((intent) =>
  ['en', 'zh-TW'].map((locale) => ({ text: `${intent} ${locale === 'en' ? 'please' : '請'}`, intent, group: intent, split: 'train', locale }) as LabelledUtterance),
);

describe('IntentClassifier', () => {
  let classifier: IntentClassifier;
  beforeAll(() => {
    classifier = new IntentClassifier(trainIntentModel(examples, { hashBits: HASH_BITS }));
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['control characters', '\u0000\u0007\u200B\uFEFF'],
    ['punctuation', '... --- ,,,'],
    ['half a character', '\uD83D'],
  ])('takes %s for other and is not sure', (_, text) => {
    const decision = classifier.classify(text, { locale: 'zh-TW' });
    expect(decision).toMatchObject({ intent: 'other', sure: false, locale: 'zh-TW' });
    expect(decision.candidates[0]?.intent).toBe('other');
  });

  it.each([
    ['emoji', '👍👍🎉'],
    ['a flag and a family', '🇹🇼👩‍👩‍👧'],
    ['a long word', 'a'.repeat(100_000)],
    ['long Chinese', '退貨'.repeat(50_000)],
    ['long noise', Array.from({ length: 50_000 }, (_, at) => String.fromCodePoint(32 + ((at * 7919) % 60_000))).join('')],
    ['a ligature that NFKC makes long', '\uFDFA'.repeat(100_000)],
    ['another alphabet', 'Где мой заказ?'],
    ['stacked accents', `Z${'\u0300'.repeat(10_000)}`],
    ['names of object members', 'constructor __proto__ toString'],
  ])('gives a complete decision for %s', (_, text) => {
    const { intent, confidence, candidates } = classifier.classify(text);
    expect(candidates.map((candidate) => candidate.intent).sort()).toEqual([...INTENTS].sort());
    expect(candidates[0]).toEqual({ intent, confidence });
    expect(candidates.map((candidate) => candidate.confidence)).toEqual(candidates.map((candidate) => candidate.confidence).sort((a, b) => b - a));
    expect(candidates.reduce((sum, candidate) => sum + candidate.confidence, 0)).toBeCloseTo(1);
  });

  it('reads only a bounded part of a long message', () => {
    const noise = Array.from({ length: 20_000 }, (_, at) => `w${String.fromCharCode(97 + (at % 26))}${at.toString(26).replace(/\d/g, 'q')}`).join(' ');
    expect(extractFeatures(noise, 17).indices.length).toBeLessThan(20_000);
    expect(extractFeatures(noise, 17)).toEqual(extractFeatures(`${noise.slice(0, 50_000)}dropped${noise.slice(50_000)}`, 17));
  });

  it('reads the end of a long message as well as its start', () => {
    const filler = 'lorem '.repeat(2_000);
    expect(extractFeatures(`${filler}refund`, 17)).not.toEqual(extractFeatures(`${filler}technical`, 17));
  });

  it('shares what it learned between the two Chinese scripts', () => {
    expect(extractFeatures('請問訂單到哪裡了', 17)).toEqual(extractFeatures('请问订单到哪里了', 17));
  });

  it('answers in the language of the message and falls back to the given one, then to English', () => {
    expect(classifier.classify('訂單', { locale: 'en' }).locale).toBe('zh-TW');
    expect(classifier.classify('🎉', { locale: 'zh-CN' }).locale).toBe('zh-CN');
    expect(classifier.classify('🎉').locale).toBe('en');
  });
});
