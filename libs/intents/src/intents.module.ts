import { Global, Module } from '@nestjs/common';
import { projectPath } from '#libs/kernel';
import { ComponentTimings } from '#libs/observability';
import { IntentClassifier } from './intent-classifier.js';
import { loadIntentModel } from './model-file.js';

/** Written by the build from data/intents. */
const MODEL_FILE = projectPath('dist', 'models', 'intents.json');

@Global()
@Module({
  providers: [
    {
      provide: IntentClassifier,
      inject: [ComponentTimings],
      useFactory: (timings: ComponentTimings) => timings.measure('intent-classifier', () => loadIntentModel(MODEL_FILE)),
    },
  ],
  exports: [IntentClassifier],
})
export class IntentsModule {}
