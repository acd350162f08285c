import type { SubjectLimits, SubjectTake, TakenPoints } from '#libs/ratelimit';
import { KeyQuotas } from './key-quotas.js';
import type { QuotaHold } from './quota-account.js';
import type { KeyUsage, VirtualKeyHolder } from './virtual-key-holder.js';

/** What a call will use at the most, as far as one can tell before it: tokens of input and output, and US dollars as a decimal. */
export interface CallEstimate {
  estimatedTokens: number;
  estimatedCost: string;
}

/** Lets calls of VirtualKeys through, as far as their limits and quotas allow. */
export class KeyAdmission {
  readonly #quotas = new KeyQuotas();

  constructor(private readonly limits: SubjectLimits) {}

  /**
   * Counts one call against the key's limits and holds its estimate of the quota. Each admission must be
   * settled or released in the end. No I/O for a key without limits.
   * @throws AppError quota_exceeded; LimitExceeded (key_limit_exceeded) with the seconds to wait
   */
  async admit(holder: VirtualKeyHolder, { estimatedTokens, estimatedCost }: CallEstimate): Promise<Admission> {
    const hold = this.#quotas.hold(holder, { tokens: estimatedTokens, cost: estimatedCost });
    const takes = takesOf(holder, estimatedTokens);
    if (takes.length === 0) return new Admission(this.limits, hold, undefined);
    try {
      const taken = await this.limits.take(...takes);
      return new Admission(this.limits, hold, taken.find(({ take }) => take.name === 'key_tokens'));
    } catch (error) {
      hold?.release();
      throw error;
    }
  }
}

/** A call that was let through. Its first end counts: settling or releasing it again does nothing. */
export class Admission {
  #over = false;

  constructor(
    private readonly limits: SubjectLimits,
    private readonly hold: QuotaHold | null,
    private readonly tokens: TakenPoints | undefined,
  ) {}

  /**
   * The call was made, and used this. Counts from this moment, before anything is awaited.
   * @param written resolves when the usage is in the key's row; leave it out when it is there already
   */
  async settle(usage: KeyUsage, written?: Promise<unknown>): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.hold?.settle(usage, written);
    if (this.tokens) await this.limits.correct(this.tokens, Math.ceil(usage.tokens));
  }

  /** The call was not made, or cost nothing: its tokens are given back; as a request it counts. */
  async release(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.hold?.release();
    if (this.tokens) await this.limits.correct(this.tokens, 0);
  }
}

function takesOf({ id, limits }: VirtualKeyHolder, estimatedTokens: number): SubjectTake[] {
  const takes: SubjectTake[] = [];
  if (limits.requestsPerMinute !== null) takes.push({ name: 'key_requests', subject: id, points: 1, allowed: limits.requestsPerMinute });
  if (limits.tokensPerMinute !== null) takes.push({ name: 'key_tokens', subject: id, points: Math.ceil(estimatedTokens), allowed: limits.tokensPerMinute });
  return takes;
}
