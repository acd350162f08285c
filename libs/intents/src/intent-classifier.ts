import { detectLocale } from './detect-locale.js';
import { extractFeatures } from './features/extract-features.js';
import { calibratedProbabilities, CLASS_COUNT, rawScores, type Calibration, type IntentModel } from './intent-model.js';
import { INTENTS, type IntentDecision, type Locale } from './types.js';

/** Decides what a message asks for; needs no network, keeps no state, and takes well under a millisecond. */
export class IntentClassifier {
  constructor(private readonly model: IntentModel) {}

  get version(): string {
    return this.model.version;
  }

  /** Memory of the weights. */
  get bytes(): number {
    return this.model.weights.byteLength;
  }

  /** What the calibration split set: read-only, for reports. */
  get calibration(): Readonly<Calibration> {
    return this.model.calibration;
  }

  /**
   * @param text a customer's message of any length; of a long one only the start and the end are read
   * @param options.locale the language to assume when the text does not tell; default `en`
   * @returns the decision; a message without words is `other` and never sure
   */
  classify(text: string, options: { locale?: Locale } = {}): IntentDecision {
    const locale = detectLocale(text, options.locale ?? 'en');
    const features = extractFeatures(text, this.model.hashBits);
    if (features.indices.length === 0) return nothingSaid(locale);
    const { weights, calibration } = this.model;
    const probabilities = calibratedProbabilities(rawScores(weights, features), calibration);
    const candidates = INTENTS.map((intent, at) => ({ intent, confidence: probabilities[at]! }));
    candidates.sort((left, right) => right.confidence - left.confidence);
    const [best] = candidates as [(typeof candidates)[number]];
    return { ...best, sure: best.confidence >= calibration.sureConfidence, candidates, locale };
  }
}

function nothingSaid(locale: Locale): IntentDecision {
  const confidence = 1 / CLASS_COUNT;
  const candidates = INTENTS.toReversed().map((intent) => ({ intent, confidence }));
  return { intent: 'other', confidence, sure: false, candidates, locale };
}
