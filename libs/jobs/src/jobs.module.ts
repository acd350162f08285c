import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/kernel';
import { ComponentTimings, Logger } from '#libs/observability';
import { DatabaseServer } from '#libs/persistence';
import { BullMqJobQueue } from './adapters/bullmq.adapter.js';
import { prepareJobsSchema } from './adapters/prepare-jobs-schema.js';
import { JOB_QUEUE, type JobQueue } from './job-queue.js';

async function openJobQueue(config: Config, server: DatabaseServer, timings: ComponentTimings, logger: Logger): Promise<JobQueue> {
  return timings.measure('jobs', async () => {
    if (config.REDIS_URL) return new BullMqJobQueue({ kind: 'redis', url: config.REDIS_URL }, logger);
    if (server.urls.owner) await prepareJobsSchema(server.urls.owner);
    return new BullMqJobQueue({ kind: 'postgresql', url: server.urls.app }, logger);
  });
}

@Global()
@Module({
  providers: [{ provide: JOB_QUEUE, inject: [CONFIG, DatabaseServer, ComponentTimings, Logger], useFactory: openJobQueue }],
  exports: [JOB_QUEUE],
})
export class JobsModule {}
