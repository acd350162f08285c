export { detectLocale } from './detect-locale.js';
export { measureDecisions, type JudgedDecision, type Measurement } from './evaluation/measure-decisions.js';
export { IntentClassifier } from './intent-classifier.js';
export type { Calibration, IntentModel } from './intent-model.js';
export { loadIntentModel, parseModel, serializeModel } from './model-file.js';
export { readUtterances } from './training/read-utterances.js';
export { DEFAULT_TRAIN_OPTIONS, trainIntentModel, type TrainOptions } from './training/train-intent-model.js';
export { INTENTS, LOCALES, SPLITS, type Intent, type IntentCandidate, type IntentDecision, type LabelledUtterance, type Locale, type Split } from './types.js';
export { IntentsModule } from './intents.module.js';
