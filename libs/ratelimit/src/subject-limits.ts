import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { refuse, type LimitState, type SubjectLimitName } from './limit-exceeded.js';

/** What one call counts for, and how much of it the subject may have in a minute. Whole numbers. */
export interface SubjectTake {
  name: SubjectLimitName;
  subject: string;
  points: number;
  allowed: number;
}

/** What a call was counted with, to be corrected when the call is over. */
export interface TakenPoints {
  readonly take: SubjectTake;
  readonly state: LimitState;
  /** On the clock of `performance.now()`. */
  readonly windowEndsAt: number;
}

interface Outcome extends TakenPoints {
  letThrough: boolean;
}

/** Counts calls against limits that each subject has of its own, in windows of a minute, shared by all gateways. */
export class SubjectLimits {
  /** @param limiters of which none refuses by itself: how much is allowed is known only with the call */
  constructor(private readonly limiters: Record<SubjectLimitName, RateLimiterAbstract>) {}

  /**
   * Counts one call against several limits in one round trip. It is let through while anything of
   * each is left, also when it takes more than that: the last call may go over, and a call that is
   * larger than the whole limit is not refused for ever. A refused call counts nowhere.
   * @throws LimitExceeded of the first limit that had nothing left
   */
  async take(...takes: SubjectTake[]): Promise<TakenPoints[]> {
    const settled = await Promise.allSettled(takes.map((take) => this.#count(take)));
    const outcomes = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = settled.find((result) => result.status === 'rejected');
    const refused = outcomes.find(({ letThrough }) => !letThrough);
    if (!failed && !refused) return outcomes;
    await Promise.all(outcomes.map((outcome) => this.correct(outcome, 0)));
    throw failed ? failed.reason : refuse(refused!.take.name, refused!.state);
  }

  /** Has a call count with what it really was, `points`, instead of what it was taken for. */
  async correct({ take, windowEndsAt }: TakenPoints, points: number): Promise<void> {
    const difference = points - take.points;
    if (difference > 0) await this.limiters[take.name].penalty(take.subject, difference);
    // A later window does not have the call in it: given back there, it would be a credit.
    if (difference < 0 && performance.now() < windowEndsAt) await this.limiters[take.name].reward(take.subject, -difference);
  }

  async #count(take: SubjectTake): Promise<Outcome> {
    const { consumedPoints, msBeforeNext } = await this.limiters[take.name].consume(take.subject, take.points);
    return {
      take,
      letThrough: consumedPoints - take.points < take.allowed,
      state: { limit: take.allowed, remaining: Math.max(0, take.allowed - consumedPoints), resetSeconds: Math.ceil(msBeforeNext / 1_000) },
      windowEndsAt: performance.now() + msBeforeNext,
    };
  }
}
