import { jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { IntentClassifier, type IntentCandidate } from '#libs/intents';

/** Makes the classifier doubt what one text means, whatever it has learnt. @returns what undoes it */
export function makeUnsure(app: INestApplicationContext, text: string, candidates: [IntentCandidate, ...IntentCandidate[]]): () => void {
  const classifier = app.get(IntentClassifier);
  const classify = classifier.classify.bind(classifier);
  const spy = jest.spyOn(classifier, 'classify').mockImplementation((asked, options) => (asked === text ? { ...classify(asked, options), ...candidates[0], candidates, sure: false } : classify(asked, options)));
  return () => spy.mockRestore();
}
