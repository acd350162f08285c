import type { IntentClassifier } from '../intent-classifier.js';

/** What understanding needs of a classifier. */
export type Classifier = Pick<IntentClassifier, 'classify'>;
