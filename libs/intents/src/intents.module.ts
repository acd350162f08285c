import { Global, Module } from '@nestjs/common';
import { ComponentTimings } from '#libs/observability';
import { Database } from '#libs/persistence';
import { IntentClassifier } from './intent-classifier.js';
import { IntentExamples } from './learning/intent-examples.js';
import { IntentModels } from './learning/intent-models.js';
import { TenantClassifiers } from './learning/tenant-classifiers.js';
import { loadIntentModel } from './model-file.js';
import { MODEL_FILE } from './shipped-model.js';

@Global()
@Module({
  providers: [
    {
      provide: IntentClassifier,
      inject: [ComponentTimings],
      useFactory: (timings: ComponentTimings) => timings.measure('intent-classifier', () => loadIntentModel(MODEL_FILE)),
    },
    { provide: TenantClassifiers, inject: [Database, IntentClassifier], useFactory: (database: Database, shipped: IntentClassifier) => new TenantClassifiers(database, shipped) },
    { provide: IntentExamples, inject: [Database], useFactory: (database: Database) => new IntentExamples(database) },
    { provide: IntentModels, inject: [Database, IntentClassifier], useFactory: (database: Database, shipped: IntentClassifier) => new IntentModels(database, shipped) },
  ],
  exports: [IntentClassifier, TenantClassifiers, IntentExamples, IntentModels],
})
export class IntentsModule {}
