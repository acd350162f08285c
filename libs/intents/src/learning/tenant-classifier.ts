import type { IntentClassifier } from '../intent-classifier.js';
import { detectLocale } from '../detect-locale.js';
import { INTENTS, type Intent, type IntentDecision, type Locale } from '../types.js';
import { exampleKey } from './example-key.js';

/** A person said so; what is left are messages that only look like the example. */
const EXAMPLE_CONFIDENCE = 0.99;

/** Decides as the tenant's examples say for their wordings, otherwise by a model. */
export class TenantClassifier {
  /** @param examples the intent of each wording, by its key */
  constructor(
    private readonly model: Pick<IntentClassifier, 'classify' | 'version' | 'bytes'>,
    private readonly examples: ReadonlyMap<string, Intent>,
  ) {}

  get version(): string {
    return this.model.version;
  }

  /** Memory of the model's weights. */
  get bytes(): number {
    return this.model.bytes;
  }

  get exampleCount(): number {
    return this.examples.size;
  }

  classify(text: string, options: { locale?: Locale } = {}): IntentDecision {
    const intent = this.#example(text);
    return intent === undefined ? this.model.classify(text, options) : decidedByExample(intent, detectLocale(text, options.locale ?? 'en'));
  }

  #example(text: string): Intent | undefined {
    if (this.examples.size === 0) return undefined;
    const key = exampleKey(text);
    return key === null ? undefined : this.examples.get(key);
  }
}

function decidedByExample(intent: Intent, locale: Locale): IntentDecision {
  const rest = (1 - EXAMPLE_CONFIDENCE) / (INTENTS.length - 1);
  const others = INTENTS.filter((other) => other !== intent).map((other) => ({ intent: other, confidence: rest }));
  return { intent, confidence: EXAMPLE_CONFIDENCE, sure: true, byExample: true, candidates: [{ intent, confidence: EXAMPLE_CONFIDENCE }, ...others], locale };
}
