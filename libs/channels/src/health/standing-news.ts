import type { HealthNews } from './health-exchange.js';

/** An open circuit is of interest for so long after its time is over: nobody may have probed it yet. */
const STANDS_AFTER_MS = 600_000;

/** When news that stands for a while is forgotten; null for news of the moment. */
export function standsUntil(news: HealthNews): number | null {
  if (news.kind === 'circuit-opened') return news.until + STANDS_AFTER_MS;
  return news.kind === 'key-cooling' ? news.until : null;
}

/** What a standing piece of news is about; a closed circuit takes the place of the open one. */
export function subjectOf(news: HealthNews): string | null {
  if (news.kind === 'circuit-opened' || news.kind === 'circuit-closed') return `circuit:${news.channelId}`;
  return news.kind === 'key-cooling' ? `key:${news.keyId}` : null;
}

/** News that still stands, by what it is about. */
export class StandingNews {
  readonly #standing = new Map<string, HealthNews>();

  keep(news: HealthNews): void {
    const subject = subjectOf(news);
    if (!subject) return;
    if (standsUntil(news) === null) this.#standing.delete(subject);
    else this.#standing.set(subject, news);
  }

  at(now: number): HealthNews[] {
    for (const [subject, news] of this.#standing) if (standsUntil(news)! <= now) this.#standing.delete(subject);
    return [...this.#standing.values()];
  }
}
