import type { FaqFeedback, GiveFaqFeedback, TurnFeedback } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import { noSuchArticle } from './article-writes.js';

/** What contacts think of articles. It is a word of theirs, no change of the article, so it makes no version. */
export class ArticleFeedback {
  constructor(private readonly database: Database) {}

  /** Counts once for a turn, whose last word stands; without a turn every time. @throws AppError not_found */
  give(tenantId: string, id: string, { helpful, turn_id: turnId }: GiveFaqFeedback): Promise<FaqFeedback> {
    return this.database.inTenant(tenantId, async (transaction) => {
      // Held, so that two words on one turn come one after the other.
      const article = await transaction.first('SELECT 1 FROM faqs WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE', [tenantId, id]);
      if (!article) throw noSuchArticle();
      return record(transaction, tenantId, id, helpful, turnId);
    });
  }

  /** Counts for every article that the turn's answer is from, once, whose last word stands. @throws AppError not_found */
  giveForTurn(tenantId: string, turnId: string, helpful: boolean): Promise<TurnFeedback> {
    return this.database.inTenant(tenantId, async (transaction) => {
      // In the order of their ids, so that two words on the same articles do not wait for each other.
      const articles = await transaction.query<{ id: string }>(
        `SELECT id FROM faqs WHERE tenant_id = $1 AND id IN (SELECT unnest(cited) FROM faq_queries WHERE tenant_id = $1 AND turn_id = $2) ORDER BY id FOR NO KEY UPDATE`,
        [tenantId, turnId],
      );
      if (articles.length === 0) throw new AppError('not_found', 'There is no turn of this id that articles answered');
      const counted: FaqFeedback[] = [];
      for (const { id } of articles) counted.push(await record(transaction, tenantId, id, helpful, turnId));
      return { turn_id: turnId, helpful, articles: counted };
    });
  }
}

async function record(transaction: Transaction, tenantId: string, id: string, helpful: boolean, turnId?: string): Promise<FaqFeedback> {
  const former = turnId === undefined ? undefined : await saidBefore(transaction, tenantId, id, turnId);
  if (former === undefined) await add(transaction, [tenantId, newId(), id, turnId ?? null, helpful]);
  else if (former !== helpful) await transaction.query('UPDATE faq_feedback SET helpful = $4 WHERE tenant_id = $1 AND faq_id = $2 AND turn_id = $3', [tenantId, id, turnId, helpful]);
  return count(transaction, [tenantId, id, difference(former, helpful, true), difference(former, helpful, false)]);
}

async function saidBefore(transaction: Transaction, tenantId: string, id: string, turnId: string): Promise<boolean | undefined> {
  const row = await transaction.first<{ helpful: boolean }>('SELECT helpful FROM faq_feedback WHERE tenant_id = $1 AND faq_id = $2 AND turn_id = $3', [tenantId, id, turnId]);
  return row?.helpful;
}

const add = (transaction: Transaction, values: unknown[]): Promise<unknown> =>
  transaction.query('INSERT INTO faq_feedback (tenant_id, id, faq_id, turn_id, helpful) VALUES ($1, $2, $3, $4, $5)', values);

/** By how much the count of `what` changes. */
const difference = (former: boolean | undefined, now: boolean, what: boolean): number => Number(now === what) - Number(former === what);

async function count(transaction: Transaction, values: unknown[]): Promise<FaqFeedback> {
  const row = await transaction.first<FaqFeedback>('UPDATE faqs SET helpful = helpful + $3, not_helpful = not_helpful + $4 WHERE tenant_id = $1 AND id = $2 RETURNING id, helpful, not_helpful', values);
  return row!;
}
