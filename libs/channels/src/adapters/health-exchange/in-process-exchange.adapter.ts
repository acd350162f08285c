import type { HealthExchange, HealthNews } from '../../health/health-exchange.js';
import { StandingNews } from '../../health/standing-news.js';

/** Where the parts of one process meet. */
export class HealthHub {
  readonly members = new Set<InProcessHealthExchange>();
  readonly standing = new StandingNews();
  readonly claims = new Map<string, number>();
}

export class InProcessHealthExchange implements HealthExchange {
  readonly kind = 'in-process';
  #onNews: ((news: HealthNews) => void) | null = null;

  constructor(private readonly hub = new HealthHub()) {}

  publish(news: readonly HealthNews[]): void {
    for (const item of news) this.hub.standing.keep(item);
    for (const member of this.hub.members) if (member !== this) for (const item of news) member.#onNews?.(item);
  }

  async listen(onNews: (news: HealthNews) => void): Promise<void> {
    this.#onNews = onNews;
    this.hub.members.add(this);
    for (const item of this.hub.standing.at(Date.now())) onNews(item);
  }

  async claimProbe(name: string, holdMs: number): Promise<boolean> {
    const now = Date.now();
    for (const [claimed, until] of this.hub.claims) if (until <= now) this.hub.claims.delete(claimed);
    if (this.hub.claims.has(name)) return false;
    this.hub.claims.set(name, now + holdMs);
    return true;
  }

  async close(): Promise<void> {
    this.hub.members.delete(this);
  }
}
