import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, it, expect } from '@jest/globals';
import { measureDecisions } from '../src/evaluation/measure-decisions.js';
import { readJudgedMessages, readJudgedParts } from '../src/evaluation/read-judged-data.js';
import { foldHanScript } from '../src/han-script.js';
import { IntentClassifier } from '../src/intent-classifier.js';
import { parseModel, serializeModel } from '../src/model-file.js';
import { readArticleQuestions } from '../src/training/read-article-questions.js';
import { readUtterances } from '../src/training/read-utterances.js';
import { trainIntentModel } from '../src/training/train-intent-model.js';
import { LOCALES, type LabelledUtterance, type Locale } from '../src/types.js';

const DATA = fileURLToPath(new URL('../../../data/intents', import.meta.url));
const ARTICLES = fileURLToPath(new URL('../../../data/demo/faqs.json', import.meta.url));
/** Case, punctuation and the Chinese script make no other wording; a wording of signs alone is told by its signs. */
const spelling = (text: string) => foldHanScript(text.toLowerCase()).replace(/[^\p{L}\p{N}]/gu, '') || text;
const describeIfShipped = existsSync(DATA) ? describe : describe.skip;

describeIfShipped('the classifier trained on the shipped data', () => {
  let utterances: LabelledUtterance[];
  let questions: LabelledUtterance[];
  let serialized: string;
  let classifier: IntentClassifier;

  beforeAll(async () => {
    utterances = await readUtterances(DATA);
    questions = await readArticleQuestions(ARTICLES);
    serialized = serializeModel(trainIntentModel([...utterances, ...questions]));
    classifier = new IntentClassifier(parseModel(serialized));
  }, 120_000);

  const judge = (test: LabelledUtterance[]) =>
    measureDecisions(test.map(({ text, intent, locale }) => ({ wanted: intent, ...pick(classifier.classify(text, { locale })) })));
  const pick = ({ intent, confidence, sure }: ReturnType<IntentClassifier['classify']>) => ({ intent, confidence, sure });
  const testSplit = (locale?: Locale) => utterances.filter((one) => one.split === 'test' && (!locale || one.locale === locale));

  it('sends no article’s own question to an agent that acts on orders', () => {
    const lost = questions.filter(({ text, locale }) => {
      const { intent, sure } = classifier.classify(text, { locale });
      return sure && intent !== 'faq' && intent !== 'other';
    });
    expect(lost).toEqual([]);
  });

  it('keeps wordings of one group out of the other splits', () => {
    const splits = new Map<string, string>();
    const torn = utterances.filter(({ locale, group, split }) => {
      const key = `${locale}/${group}`;
      if (!splits.has(key)) splits.set(key, split);
      return splits.get(key) !== split;
    });
    expect(torn).toEqual([]);
  });

  it('teaches no wording that is only measured, in either Chinese script', async () => {
    const parts = (await readJudgedParts(DATA, 'held-out')).flatMap((message) => [message, ...message.parts]);
    const measured = [...testSplit(), ...(await readJudgedMessages(DATA, 'held-out')), ...parts];
    const spellings = new Set(measured.map(({ text }) => spelling(text)));
    expect(utterances.filter(({ split, text }) => split !== 'test' && spellings.has(spelling(text)))).toEqual([]);
  });

  it('calibrates on no wording that it teaches', () => {
    const taught = new Set(utterances.filter(({ split }) => split === 'train').map(({ text }) => spelling(text)));
    expect(utterances.filter(({ split, text }) => split === 'calibration' && taught.has(spelling(text)))).toEqual([]);
  });

  it('labels the same wording alike wherever it occurs', () => {
    const intents = new Map<string, string>();
    const contradicted = utterances.filter(({ text, intent }) => {
      const known = intents.get(spelling(text)) ?? intent;
      intents.set(spelling(text), known);
      return known !== intent;
    });
    expect(contradicted).toEqual([]);
  });

  it.each(LOCALES)('decides wordings it has never seen in %s', (locale) => {
    const measured = judge(testSplit(locale));
    expect(measured.accuracy).toBeGreaterThan(0.86);
    expect(measured.macroF1).toBeGreaterThan(0.86);
    expect(measured.sureAccuracy).toBeGreaterThan(0.93);
    expect(measured.expectedCalibrationError).toBeLessThan(0.06);
  });

  it('refuses most of what is out of scope and little of what is not, and is honest about its confidence', () => {
    const measured = judge(testSplit());
    expect(measured.accuracy).toBeGreaterThan(0.88);
    expect(measured.otherRecall).toBeGreaterThan(0.8);
    expect(measured.inScopeRefused).toBeLessThan(0.03);
    expect(measured.sureShare).toBeGreaterThan(0.65);
    expect(measured.expectedCalibrationError).toBeLessThan(0.05);
  });

  it('tells the language of nearly every message, even from a wrong assumption', () => {
    const right = testSplit().filter(({ text, locale }) => classifier.classify(text, { locale }).locale === locale);
    expect(right.length / testSplit().length).toBeGreaterThan(0.98);
    const english = testSplit('en').filter(({ text }) => classifier.classify(text, { locale: 'zh-TW' }).locale === 'en');
    expect(english.length / testSplit('en').length).toBeGreaterThan(0.93);
  });

  it('stays small', () => {
    expect(serialized.length).toBeLessThan(3_000_000);
  });
});
