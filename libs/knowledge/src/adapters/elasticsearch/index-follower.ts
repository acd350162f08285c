import { messageOf } from '#libs/kernel';
import { metrics, type Logger } from '#libs/observability';
import type { IndexFeed } from '../../index-feed/index-feed.js';
import type { FaqIndices } from './faq-indices.js';
import { reindex } from './reindex.js';

const EVERY_MS = 300;
/** Between attempts while Elasticsearch is away. */
const PAUSE_MS = 2_000;

/** Keeps Elasticsearch in step with the database, and makes its index where there is none of this version. Any number of them may run. */
export class IndexFollower {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isReady = false;
  #isAway = false;
  #isStopped = false;

  constructor(
    private readonly feed: IndexFeed,
    private readonly indices: FaqIndices,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer ??= setTimeout(() => void this.#go(), 0);
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Takes up what waits. */
  async follow(): Promise<void> {
    if (!this.#isReady) await this.#makeReady();
    for (const tenantId of await this.feed.waiting()) await this.feed.feedChanges(tenantId, (...changes) => this.indices.takeUp(...changes));
  }

  async #makeReady(): Promise<void> {
    if (!(await this.indices.isUpToDate())) {
      const made = await reindex(this.feed, this.indices);
      if (made) this.logger.info({ ...made }, 'the search index was made anew');
    }
    this.#isReady = true;
  }

  async #go(): Promise<void> {
    this.#round = this.#attempt();
    await this.#round;
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#go(), this.#isAway ? PAUSE_MS : EVERY_MS);
  }

  async #attempt(): Promise<void> {
    try {
      await this.follow();
      if (this.#isAway) this.logger.info('the search index is followed again');
      this.#isAway = false;
    } catch (error) {
      if (!this.#isAway) this.logger.warn({ reason: messageOf(error) }, 'the search index cannot be brought in step; what changes waits');
      this.#isAway = true;
      // Whoever runs Elasticsearch may have lost the index, too.
      this.#isReady = false;
      metrics.searchIndexFailures.inc();
    }
  }
}
