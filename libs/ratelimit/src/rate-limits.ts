import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { refuse, type LimitName, type LimitState } from './limit-exceeded.js';

export interface LimitTake {
  name: LimitName;
  subject: string;
}

/** Counts requests in windows of a minute, shared by all gateways. */
export class RateLimits {
  constructor(private readonly limiters: Record<LimitName, RateLimiterAbstract>) {}

  /**
   * Counts one request against several limits, in their order but in one round trip: what a refusal
   * keeps a later limit from seeing is given back to it.
   * @returns the first limit's state
   * @throws AppError with the code of the first limit that refuses
   */
  async takeInOrder(first: LimitTake, ...others: LimitTake[]): Promise<LimitState> {
    const takes = [first, ...others];
    const outcomes = await Promise.allSettled(takes.map(({ name, subject }) => this.take(name, subject)));
    const refused = outcomes.findIndex((outcome) => outcome.status === 'rejected');
    const states = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    if (refused < 0) return states[0]!;
    const unseen = takes.filter((_, at) => at > refused && outcomes[at]!.status === 'fulfilled');
    await Promise.all(unseen.map(({ name, subject }) => this.limiters[name].reward(subject)));
    throw (outcomes[refused] as PromiseRejectedResult).reason;
  }

  /**
   * Counts one request of `subject`.
   * @throws AppError with the limit's code when it was one too many
   */
  async take(name: LimitName, subject: string): Promise<LimitState> {
    const limiter = this.limiters[name];
    try {
      return stateOf(limiter, await limiter.consume(subject));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw refuse(name, stateOf(limiter, refusal));
    }
  }
}

function stateOf(limiter: RateLimiterAbstract, result: RateLimiterRes): LimitState {
  return {
    limit: limiter.points,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.ceil(result.msBeforeNext / 1_000),
  };
}
