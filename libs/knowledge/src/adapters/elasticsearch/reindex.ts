import type { IndexFeed } from '../../index-feed/index-feed.js';
import type { FaqIndices } from './faq-indices.js';

export interface Reindexed {
  index: string;
  articles: number;
  tenants: number;
}

/**
 * Makes the index anew from the database while the present one is searched and goes on taking changes up: a new index
 * takes them up as well, is filled, takes the other's place in one moment, and the other is deleted. What a former
 * attempt left is deleted first.
 * @returns null when another process is at it
 */
export function reindex(feed: IndexFeed, indices: FaqIndices): Promise<Reindexed | null> {
  return feed.alone(async (goOn) => {
    await feed.whileNobodyFeeds(() => indices.deleteAllBut(null));
    const index = await indices.create();
    const tenants = await feed.tenants();
    let articles = 0;
    for (const tenantId of tenants) {
      articles += await feed.feedAll(tenantId, async (_tenant, put) => {
        await indices.fill(index, tenantId, put);
        await goOn();
      });
      await goOn();
    }
    await feed.whileNobodyFeeds(() => indices.use(index));
    return { index, articles, tenants: tenants.length };
  });
}
