import { describe, it, expect } from '@jest/globals';
import { IntentClassifier } from '../src/intent-classifier.js';
import { parseModel, serializeModel } from '../src/model-file.js';
import { trainIntentModel } from '../src/training/train-intent-model.js';
import type { Intent, LabelledUtterance } from '../src/types.js';

const WORDINGS: Record<Intent, string[]> = {
  faq: ['what are your opening hours', 'do you ship abroad', 'which cards do you accept', 'how long is the warranty'],
  order: ['where is my parcel', 'track my order', 'my parcel has not arrived', 'when will my order arrive'],
  refund: ['i want my money back', 'refund me please', 'send this back for a refund', 'how do i get my money back'],
  technical: ['the app crashes on start', 'i cannot log in', 'the page shows an error', 'the app freezes'],
  human: ['let me talk to a person', 'connect me to an agent', 'i want a real person', 'give me a human agent'],
  other: ['tell me a joke', 'who won the match', 'write a poem', 'what is the weather'],
};

const examples: LabelledUtterance[] = Object.entries(WORDINGS).flatMap(([intent, texts]) =>
  texts.map((text, at) => ({ text, intent: intent as Intent, group: `${intent}-${at}`, split: 'train' as const, locale: 'en' as const })),
);
const small = { hashBits: 12 };

describe('trainIntentModel', () => {
  it('learns the wordings it is given and carries over to new ones', () => {
    const classifier = new IntentClassifier(trainIntentModel(examples, small));
    const learned = examples.filter(({ text, intent }) => classifier.classify(text).intent === intent);
    expect(learned).toHaveLength(examples.length);
    expect(classifier.classify('my order still has not arrived, where is it').intent).toBe('order');
    expect(classifier.classify('can i talk to a human person').intent).toBe('human');
    expect(classifier.classify('THE APP IS CRASHING').intent).toBe('technical');
  });

  it('gives the same model for the same data and another for other data or options', () => {
    const model = serializeModel(trainIntentModel(examples, small));
    expect(serializeModel(trainIntentModel(examples, small))).toBe(model);
    const { version } = parseModel(model);
    expect(trainIntentModel(examples.slice(1), small).version).not.toBe(version);
    expect(trainIntentModel(examples, { ...small, seed: 1 }).version).not.toBe(version);
  });

  it('never learns from the test split', () => {
    const withTest = [...examples, { ...examples[0]!, intent: 'other' as const, split: 'test' as const }];
    expect(serializeModel(trainIntentModel(withTest, small))).toBe(serializeModel(trainIntentModel(examples, small)));
  });

  it('refuses to train on nothing', () => {
    expect(() => trainIntentModel([{ ...examples[0]!, split: 'test' }], small)).toThrow(/train split/);
  });
});

describe('a stored model', () => {
  const model = trainIntentModel(examples, small);

  it('decides as it did before it was stored', () => {
    const restored = new IntentClassifier(parseModel(serializeModel(model)));
    expect(restored.version).toBe(model.version);
    for (const { text } of examples) expect(restored.classify(text)).toEqual(new IntentClassifier(model).classify(text));
  });

  it.each([
    ['another format', (stored: Record<string, unknown>) => ({ ...stored, format: 'x' }), /format/],
    ['other intents', (stored: Record<string, unknown>) => ({ ...stored, intents: ['faq'] }), /other intents/],
    ['missing weights', (stored: Record<string, unknown>) => ({ ...stored, weights: 'AAAA' }), /cut short/],
  ])('with %s is refused', (_, spoil, message) => {
    const stored = JSON.parse(serializeModel(model)) as Record<string, unknown>;
    expect(() => parseModel(JSON.stringify(spoil(stored)))).toThrow(message);
  });
});
