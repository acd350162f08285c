import { Global, Module } from '@nestjs/common';
import { Database, PersistenceModule } from '#libs/persistence';
import { CandidateDesk } from './candidates/candidate-desk.js';

@Global()
@Module({
  imports: [PersistenceModule],
  providers: [{ provide: CandidateDesk, inject: [Database], useFactory: (database: Database) => new CandidateDesk(database) }],
  exports: [CandidateDesk],
})
export class LearningModule {}
