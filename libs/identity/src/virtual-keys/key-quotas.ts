import { AppError } from '#libs/kernel';
import { metrics } from '#libs/observability';
import type { Quota } from '#libs/contracts';
import { QuotaAccount, type QuotaHold } from './quota-account.js';
import type { KeyUsage, VirtualKeyHolder } from './virtual-key-holder.js';

/** Longer than anybody keeps a VirtualKeyHolder before the call is admitted with it. */
const IDLE_MS = 60_000;

/** The quotas of all keys that call this process. */
export class KeyQuotas {
  readonly #accounts = new Map<string, QuotaAccount>();
  #sweptAt = performance.now();

  /**
   * Holds `estimate` of the key's quota for a call; null when the key has none. A call is let through
   * while anything is left, so that all calls at a time go over by the last one's estimate at the most.
   * @throws AppError quota_exceeded
   */
  hold(holder: VirtualKeyHolder, estimate: KeyUsage): QuotaHold | null {
    if (!holder.quota) return null;
    const account = this.#accountOf(holder);
    if (isSpent(account, holder.quota)) {
      metrics.refusals.inc({ limit: 'key_quota' });
      throw new AppError('quota_exceeded', 'The quota of this key is spent');
    }
    return account.hold(estimate);
  }

  #accountOf(holder: VirtualKeyHolder): QuotaAccount {
    this.#sweep();
    const account = this.#accounts.get(holder.id) ?? new QuotaAccount();
    this.#accounts.set(holder.id, account);
    account.learn(holder.used, holder.readAt);
    return account;
  }

  #sweep(): void {
    const since = performance.now() - IDLE_MS;
    if (this.#sweptAt > since) return;
    this.#sweptAt = performance.now();
    for (const [id, account] of this.#accounts) if (account.isIdle(since)) this.#accounts.delete(id);
  }
}

const isSpent = (account: QuotaAccount, { limit, unit }: Quota): boolean => (unit === 'tokens' ? account.tokens >= Number(limit) : account.cost.gte(limit));
