import { messageOf } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { AnswerCache } from '../answers/answer-cache.js';
import type { ArticleIndex } from './article-index.js';

/** Of a large import answers are left to be found outdated when they are asked for: that is as exact, and costs less. */
const MAX_FORGOTTEN = 100;

/** Tells search and the kept answers that articles changed. */
export class ArticleChanges implements ArticleIndex {
  constructor(
    private readonly index: ArticleIndex,
    private readonly answers: Pick<AnswerCache, 'forgetArticles'>,
    private readonly logger: Logger,
  ) {}

  changed(tenantId: string, articleIds: readonly string[] = []): void {
    this.index.changed(tenantId);
    if (articleIds.length === 0 || articleIds.length > MAX_FORGOTTEN) return;
    this.answers.forgetArticles(tenantId, articleIds).catch((error: unknown) => this.logger.warn({ reason: messageOf(error) }, 'answers that cite a changed article are found outdated only when they are asked for'));
  }

  refresh(tenantId: string): Promise<void> {
    return this.index.refresh(tenantId);
  }
}
