import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ExampleSplit, IntentModelMetrics } from '#libs/contracts';
import { IntentClassifier } from '../intent-classifier.js';
import { parseModel, serializeModel } from '../model-file.js';
import { trainIntentModel, type TrainOptions } from '../training/train-intent-model.js';
import type { Intent, LabelledUtterance, Locale } from '../types.js';
import { exampleKey } from './example-key.js';
import { judgeCandidate, type Verdict } from './judge-candidate.js';

const pack = promisify(gzip);

export interface TaughtExample {
  text: string;
  intent: Intent;
  locale: Locale;
  split: ExampleSplit;
}

export interface TrainingInput {
  shipped: LabelledUtterance[];
  examples: TaughtExample[];
  /** Serialised models: the shipped one, and the tenant's when it has one of its own in use. */
  shippedModel: string;
  currentModel: string | null;
  options?: Partial<TrainOptions>;
}

export interface Candidate {
  version: string;
  /** Gzipped. */
  model: Uint8Array;
  metrics: IntentModelMetrics;
  verdict: Verdict;
}

/** Thousands of shipped wordings must not outvote the few of a tenant. */
const TENANT_WEIGHT = 3;

/** Trains on the shipped data and the tenant's examples, and measures the result against what is in use. Pure computing, for seconds. */
export async function trainCandidate({ shipped, examples, shippedModel, currentModel, options }: TrainingInput): Promise<Candidate> {
  const startedAt = performance.now();
  const kept = withoutContradicted(shipped, examples);
  const model = trainIntentModel([...kept, ...examples.flatMap(toUtterances)], options);
  const serialized = serializeModel(model);
  const candidate = new IntentClassifier(parseModel(serialized));
  const shippedClassifier = new IntentClassifier(parseModel(shippedModel));
  const current = currentModel === null ? shippedClassifier : new IntentClassifier(parseModel(currentModel));
  const shippedTest = kept.filter(({ split }) => split === 'test');
  const tenantTest = examples.filter(({ split }) => split === 'test');
  const metrics = {
    shipped_test: { candidate: accuracy(candidate, shippedTest), shipped: accuracy(shippedClassifier, shippedTest) },
    tenant_test: { candidate: accuracy(candidate, tenantTest), current: accuracy(current, tenantTest) },
    training_ms: Math.round(performance.now() - startedAt),
  };
  return { version: model.version, model: await pack(serialized), metrics, verdict: judgeCandidate(metrics) };
}

/** Where the tenant says otherwise, the tenant is right. */
function withoutContradicted(shipped: LabelledUtterance[], examples: TaughtExample[]): LabelledUtterance[] {
  const taught = new Map(examples.map(({ text, intent }) => [exampleKey(text), intent]));
  return shipped.filter(({ text, intent }) => (taught.get(exampleKey(text)) ?? intent) === intent);
}

function toUtterances({ text, intent, locale, split }: TaughtExample): LabelledUtterance[] {
  const utterance = { text, intent, locale, split, group: 'tenant' };
  return split === 'train' ? Array.from({ length: TENANT_WEIGHT }, () => utterance) : [utterance];
}

function accuracy(classifier: IntentClassifier, test: readonly Pick<LabelledUtterance, 'text' | 'intent' | 'locale'>[]): { count: number; accuracy: number } {
  const right = test.filter(({ text, intent, locale }) => classifier.classify(text, { locale }).intent === intent).length;
  return { count: test.length, accuracy: test.length === 0 ? 1 : right / test.length };
}
