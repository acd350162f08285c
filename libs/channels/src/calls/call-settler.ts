import { estimateInputTokens, type SettledCall, type UsageLedger } from '#libs/cost';
import { metrics } from '#libs/observability';
import type { JsonObject } from '../completion.js';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import type { Choice } from '../selection/channel-request.js';
import type { Attempt } from './attempt.js';
import type { CallUsage, ChannelCall } from './channel-call.js';
import { NO_TOKENS, countTokens } from './count-tokens.js';
import type { StreamEnding } from './metered-stream.js';
import { providerOf, type RoutingReceipt } from './routing-receipt.js';

/** Closes the books of a call: its receipt, the channel's health, and one row in the ledger. */
export class CallSettler {
  constructor(
    private readonly ledger: UsageLedger,
    private readonly health: ChannelHealthBoard,
  ) {}

  /** A whole answer came. */
  answered(attempt: Attempt): Promise<CallUsage> {
    const { choice, receipt, startedAt, clock } = attempt;
    this.health.succeeded(choice.channel.id, clock.elapsed);
    metrics.modelAttempts.inc({ provider: providerOf(choice), outcome: 'completed' });
    receipt.answered(choice, startedAt, clock.elapsed, null);
    return this.#observed(this.#settle(attempt, 'completed', null, null));
  }

  /** A stream ended after its first token, one way or the other: it is billed for what came. */
  streamed(attempt: Attempt, ending: StreamEnding, firstTokenMs: number): Promise<CallUsage> {
    const { choice, receipt, startedAt, clock } = attempt;
    const error = ending.outcome === 'broken' ? ending.error : null;
    if (error) this.health.failed(choice.channel.id, error.kind);
    else this.health.succeeded(choice.channel.id, clock.elapsed);
    metrics.modelAttempts.inc({ provider: providerOf(choice), outcome: error?.kind ?? ending.outcome });
    if (error) receipt.left(choice, startedAt, clock.elapsed, firstTokenMs, error);
    else receipt.answered(choice, startedAt, clock.elapsed, firstTokenMs);
    return this.#observed(this.#settle(attempt, ending.outcome, firstTokenMs, error?.kind ?? null));
  }

  /**
   * No channel answered; `choice` is the one that refused the request itself, or that the caller did not wait for.
   * @param sent what that one was sent and may bill, because its answer was not waited for
   */
  async failed(call: ChannelCall, receipt: RoutingReceipt, errorCode: string, choice: Choice | null, sent: JsonObject | null = null): Promise<void> {
    await this.ledger.settle({
      ...call.subject,
      channelId: choice?.channel.id ?? null,
      provider: choice ? providerOf(choice) : 'none',
      model: choice?.vendorModel ?? call.subject.requestedModel,
      tokens: sent ? { ...NO_TOKENS, inputTokens: await estimateInputTokens(sent) } : NO_TOKENS,
      estimated: sent !== null,
      latencyMs: sinceStart(call),
      firstTokenMs: null,
      outcome: errorCode === 'aborted' ? 'cancelled' : 'failed',
      errorCode,
      attempts: receipt.attempts,
    });
  }

  /** Settling goes on after the answer is given: who waits for it sees a failure, and nobody waiting is no unhandled one. */
  #observed<T>(settling: Promise<T>): Promise<T> {
    this.ledger.announce(settling);
    return settling;
  }

  async #settle({ call, choice, body, meter, receipt }: Attempt, outcome: StreamEnding['outcome'], firstTokenMs: number | null, errorCode: string | null): Promise<CallUsage> {
    const { tokens, estimated } = await countTokens(body, meter);
    const settled: SettledCall = {
      ...call.subject,
      channelId: choice.channel.id,
      provider: providerOf(choice),
      model: choice.vendorModel,
      tokens,
      estimated,
      latencyMs: sinceStart(call),
      firstTokenMs: firstTokenMs === null ? null : Math.round(firstTokenMs),
      outcome,
      errorCode,
      attempts: receipt.attempts,
    };
    const step = outcome === 'completed' && call.stepAnswer ? { answer: call.stepAnswer() } : undefined;
    const { cost } = await this.ledger.settle(settled, step);
    return { ...tokens, estimated, cost };
  }
}

const sinceStart = ({ subject }: ChannelCall): number => Math.max(0, Date.now() - subject.startedAt.getTime());
