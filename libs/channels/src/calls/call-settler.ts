import { estimateInputTokens, estimateTokens, type SettledCall, type TokenCounts, type UsageLedger } from '#libs/cost';
import { metrics } from '#libs/observability';
import type { JsonObject } from '../completion.js';
import type { Meter } from '../formats/meter.js';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import type { Choice } from '../selection/channel-request.js';
import type { Attempt } from './attempt.js';
import type { CallUsage, ChannelCall } from './channel-call.js';
import type { StreamEnding } from './metered-stream.js';
import { providerOf, type RoutingReceipt } from './routing-receipt.js';

const NO_TOKENS: TokenCounts = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

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
    return observed(this.#settle(attempt, 'completed', null, null));
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
    return observed(this.#settle(attempt, ending.outcome, firstTokenMs, error?.kind ?? null));
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

  async #settle({ call, choice, body, meter, receipt }: Attempt, outcome: StreamEnding['outcome'], firstTokenMs: number | null, errorCode: string | null): Promise<CallUsage> {
    const { tokens, estimated } = await countTokens(body, meter, outcome === 'completed');
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

/** The vendor's own counts; where it gave none, or did not get to the end, what a tokenizer makes of the texts. */
async function countTokens(body: JsonObject, meter: Meter, complete: boolean): Promise<{ tokens: TokenCounts; estimated: boolean }> {
  const usage = meter.usage();
  if (usage && (complete || meter.usageIsFinal())) return { tokens: usage, estimated: false };
  const outputTokens = await estimateTokens([meter.text()]);
  if (usage) return { tokens: { ...usage, outputTokens: Math.max(usage.outputTokens, outputTokens) }, estimated: true };
  return { tokens: { ...NO_TOKENS, inputTokens: await estimateInputTokens(body), outputTokens }, estimated: true };
}

/** Settling goes on after the answer is given: who waits for it sees a failure, and nobody waiting is no unhandled one. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
