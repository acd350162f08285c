import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ChannelsModule, Embeddings, LanguageModels } from '#libs/channels';
import { sweepStalledTurns } from '#libs/conversations';
import { CostModule, Prices, pruneTurnSteps, settleInterrupted } from '#libs/cost';
import { IntentClassifier, IntentRetraining, IntentTrainer, IntentsModule, runTraining } from '#libs/intents';
import { JOB_QUEUE, JobsModule, type JobQueue } from '#libs/jobs';
import { CONFIG, type Config } from '#libs/kernel';
import { AnswerWarmer, ArticleStore, FaqSearch, KnowledgeModule, SearchIndex, VectorStore } from '#libs/knowledge';
import { closeAnswered, gatherQuestions, learnFromResolved, refreshPopularFaqs, rollUpFaqDays } from '#libs/learning';
import { BUS, MessagingModule, Outbox, OutboxSweeper, type Bus } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { Database, PersistenceModule } from '#libs/persistence';
import { StreamModule } from '#libs/stream';
import { analyzeGrownTables } from './analyze-grown-tables.js';
import { BacklogGauge } from './backlog-gauge.js';
import { createPartitions } from './create-partitions.js';
import { embedAllArticles } from './embed-all-articles.js';
import { prune } from './prune.js';
import { rollUpAgentMetrics } from './roll-up-agent-metrics.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A model call that is older and not settled has lost its process. */
const LONGEST_CALL_MS = 15 * MINUTE;

@Module({
  imports: [PersistenceModule, MessagingModule, StreamModule, JobsModule, CostModule, ChannelsModule, KnowledgeModule, IntentsModule],
  providers: [
    {
      provide: OutboxSweeper,
      inject: [Database, Outbox, BUS, Logger],
      useFactory: (database: Database, outbox: Outbox, bus: Bus, logger: Logger) => new OutboxSweeper(database, outbox, bus, logger),
    },
    { provide: BacklogGauge, inject: [BUS, Database, Logger], useFactory: (bus: Bus, database: Database, logger: Logger) => new BacklogGauge(bus, database, logger) },
    {
      provide: IntentTrainer,
      inject: [Database, IntentClassifier, Logger],
      useFactory: (database: Database, shipped: IntentClassifier, logger: Logger) => new IntentTrainer(new IntentRetraining(database, shipped, runTraining), logger),
    },
  ],
})
export class WorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly sweeper: OutboxSweeper,
    private readonly backlog: BacklogGauge,
    private readonly logger: Logger,
    private readonly prices: Prices,
    private readonly search: FaqSearch,
    private readonly models: LanguageModels,
    private readonly articles: ArticleStore,
    private readonly intents: IntentTrainer,
    private readonly searchIndex: SearchIndex,
    private readonly warmer: AnswerWarmer,
    private readonly embeddings: Embeddings,
    private readonly vectors: VectorStore,
    @Inject(JOB_QUEUE) private readonly jobs: JobQueue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.sweeper.start();
    this.backlog.start();
    this.searchIndex.follow();
    await createPartitions(this.database);
    await this.jobs.start([
      { name: 'create-message-partitions', everyMs: 12 * HOUR, run: () => this.#createPartitions() },
      { name: 'sweep-stalled-turns', everyMs: 5 * SECOND, run: () => this.#sweepStalledTurns() },
      { name: 'analyze-grown-tables', everyMs: 5 * SECOND, run: () => analyzeGrownTables(this.database) },
      { name: 'retrain-intents', everyMs: 5 * SECOND, run: () => this.intents.look() },
      { name: 'roll-up-agent-metrics', everyMs: MINUTE, run: () => rollUpAgentMetrics(this.database) },
      { name: 'settle-interrupted-calls', everyMs: MINUTE, run: () => this.#settleInterruptedCalls() },
      { name: 'gather-unanswered-questions', everyMs: 5 * SECOND, run: () => this.#gatherQuestions() },
      { name: 'learn-from-resolved-conversations', everyMs: 5 * SECOND, run: () => this.#learnFromResolved() },
      { name: 'roll-up-faq-days', everyMs: 10 * MINUTE, run: async () => void (await rollUpFaqDays(this.database)) },
      { name: 'refresh-popular-faqs', everyMs: 5 * MINUTE, run: async () => void (await refreshPopularFaqs(this.database)) },
      { name: 'prune-expired-rows', everyMs: HOUR, run: () => prune(this.database, this.config.FAQ_QUERY_RETENTION_DAYS) },
      { name: 'embed-articles', everyMs: 10 * SECOND, run: () => embedAllArticles(this.embeddings, this.vectors, this.logger) },
      { name: 'forget-waiting-articles', everyMs: HOUR, run: () => this.searchIndex.forgetWaiting() },
      { name: 'warm-popular-answers', everyMs: HOUR, run: async () => void (await this.warmer.warm()) },
      { name: 'prune-turn-steps', everyMs: HOUR, run: () => pruneTurnSteps(this.database) },
    ]);
  }

  async #createPartitions(): Promise<void> {
    const created = await createPartitions(this.database);
    if (created > 0) this.logger.info({ created }, 'message partitions were made');
  }

  async #settleInterruptedCalls(): Promise<void> {
    const settled = await settleInterrupted(this.database, this.prices, LONGEST_CALL_MS);
    if (settled > 0) this.logger.warn({ calls: settled }, 'model calls whose process died were settled');
  }

  async #gatherQuestions(): Promise<void> {
    const looked = await gatherQuestions(this.database, this.search);
    const closed = await closeAnswered(this.database, { search: this.search, articles: this.articles });
    if (looked + closed > 0) this.logger.info({ questions: looked, closed }, 'unanswered questions were gathered');
  }

  async #learnFromResolved(): Promise<void> {
    const drafts = await learnFromResolved(this.database, { search: this.search, models: this.models });
    if (drafts > 0) this.logger.info({ drafts }, 'articles were proposed from resolved conversations');
  }

  async #sweepStalledTurns(): Promise<void> {
    const taken = await sweepStalledTurns(this.database, this.outbox, this.config.TURN_DEADLINE_MS);
    if (taken > 0) this.logger.warn({ turns: taken }, 'stalled turns were taken up');
  }
}
