import { setTimeout as sleep } from 'node:timers/promises';
import type { Cache } from '#libs/cache';
import { messageOf } from '#libs/kernel';
import { metrics, type Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import { MASKS } from '../text/mask-personal-data.js';
import type { AnswerCache } from './answer-cache.js';
import { POPULAR, popularQuestions, type PopularQuestion } from './popular-questions.js';
import { readSharedQuestion } from './shared-question.js';

/** Between two questions, so that customers come first. */
const PAUSE_MS = 2;

/** Brings the answers to popular questions into the cache: those that are kept in Redis, and those that an article gives for sure. No model is asked. */
export class AnswerWarmer {
  #stopped = false;

  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
    private readonly answers: Pick<AnswerCache, 'warm'>,
    private readonly logger: Logger,
  ) {}

  /** Never fails: what is not warm is only slower. @returns how many answers are kept now */
  async warm(): Promise<number> {
    try {
      const popular = await this.cache.getOrMake(POPULAR, 'all', async () => ({ keep: await popularQuestions(this.database) }));
      return popular.kind === 'kept' ? await this.#warmAll(popular.value) : 0;
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'popular answers were not warmed');
      return 0;
    }
  }

  onModuleDestroy(): void {
    this.#stopped = true;
  }

  async #warmAll(questions: readonly PopularQuestion[]): Promise<number> {
    let kept = 0;
    for (const { tenant_id, locale, question } of questions) {
      if (this.#stopped) break;
      const shared = MASKS.some((mask) => question.includes(mask)) ? null : readSharedQuestion(question, locale);
      if (shared && (await this.answers.warm(tenant_id, shared))) kept += 1;
      await sleep(PAUSE_MS);
    }
    metrics.answersWarmed.inc(kept);
    this.logger.debug({ questions: questions.length, kept }, 'popular answers were warmed');
    return kept;
  }
}
