import { Global, Module } from '@nestjs/common';
import { ChannelsModule, ModelPlanner } from '#libs/channels';
import { CostModule, Prices } from '#libs/cost';
import { Database, PersistenceModule } from '#libs/persistence';
import { FaqAnalyticsReader } from './analytics/faq-analytics-reader.js';
import { CandidateDesk } from './candidates/candidate-desk.js';

@Global()
@Module({
  imports: [PersistenceModule, CostModule, ChannelsModule],
  providers: [
    { provide: CandidateDesk, inject: [Database], useFactory: (database: Database) => new CandidateDesk(database) },
    {
      provide: FaqAnalyticsReader,
      inject: [Database, ModelPlanner, Prices],
      useFactory: (database: Database, planner: ModelPlanner, prices: Prices) => new FaqAnalyticsReader(database, { planner, prices }),
    },
  ],
  exports: [CandidateDesk, FaqAnalyticsReader],
})
export class LearningModule {}
