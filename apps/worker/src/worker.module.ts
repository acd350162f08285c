import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { sweepStalledTurns } from '#libs/conversations';
import { JOB_QUEUE, JobsModule, type JobQueue } from '#libs/jobs';
import { CONFIG, type Config } from '#libs/kernel';
import { BUS, MessagingModule, Outbox, OutboxSweeper, type Bus } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Database, PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { analyzeGrownTables } from './analyze-grown-tables.js';
import { createPartitions } from './create-partitions.js';
import { prune } from './prune.js';
import { QueueDepthGauge } from './queue-depth-gauge.js';
import { rollUpAgentMetrics } from './roll-up-agent-metrics.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

@Module({
  imports: [PersistenceModule, MessagingModule, StreamModule, JobsModule],
  providers: [
    {
      provide: OutboxSweeper,
      inject: [Database, Outbox, BUS, Logger],
      useFactory: (database: Database, outbox: Outbox, bus: Bus, logger: Logger) => new OutboxSweeper(database, outbox, bus, logger),
    },
    { provide: QueueDepthGauge, inject: [BUS, Logger], useFactory: (bus: Bus, logger: Logger) => new QueueDepthGauge(bus, logger) },
  ],
})
export class WorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly sweeper: OutboxSweeper,
    private readonly depths: QueueDepthGauge,
    private readonly logger: Logger,
    @Inject(JOB_QUEUE) private readonly jobs: JobQueue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.sweeper.start();
    this.depths.start();
    await createPartitions(this.database);
    await this.jobs.start([
      { name: 'create-message-partitions', everyMs: 12 * HOUR, run: () => this.#createPartitions() },
      { name: 'sweep-stalled-turns', everyMs: 5 * SECOND, run: () => this.#sweepStalledTurns() },
      { name: 'analyze-grown-tables', everyMs: 5 * SECOND, run: () => analyzeGrownTables(this.database) },
      { name: 'roll-up-agent-metrics', everyMs: MINUTE, run: () => rollUpAgentMetrics(this.database) },
      { name: 'prune-expired-rows', everyMs: HOUR, run: () => prune(this.database) },
    ]);
  }

  async #createPartitions(): Promise<void> {
    const created = await createPartitions(this.database);
    if (created > 0) this.logger.info({ created }, 'message partitions were made');
  }

  async #sweepStalledTurns(): Promise<void> {
    const taken = await sweepStalledTurns(this.database, this.outbox, this.config.TURN_DEADLINE_MS);
    if (taken > 0) this.logger.warn({ turns: taken }, 'stalled turns were taken up');
  }
}
