import { AppError, messageOf } from '#libs/kernel';
import type { UsageLedger } from '#libs/cost';
import { metrics, type Logger } from '#libs/observability';
import type { JsonObject } from '../completion.js';
import type { ChannelHealthBoard } from '../health/channel-health-board.js';
import { SignsOfLife, type ProbeWithin } from './signs-of-life.js';
import { ProviderError, type ProviderAdapter } from '../provider-adapter.js';
import type { ProviderChannel } from '../provider-channel.js';
import type { Choice } from '../selection/channel-request.js';
import { ChannelSelector, type NoChoice, type TakeChannelLimit } from '../selection/channel-selector.js';
import { CONSEQUENCES, learnFrom, type DisableKey } from './after-failure.js';
import { beginAttempt, targetOf, type Attempt } from './attempt.js';
import { CallSettler } from './call-settler.js';
import { noAnswer, refusedRequest } from './caller-error.js';
import { CALL_BOUNDS, type CallUsage, type ChannelCall, type StreamedAnswer, type WholeAnswer } from './channel-call.js';
import { deferred } from './deferred.js';
import { pause } from './pause.js';
import { RoutingReceipt, providerOf } from './routing-receipt.js';
import { attemptStream } from './stream-attempt.js';
import { attemptWhole } from './whole-attempt.js';

export interface ChannelCallerParts {
  channelsOf(tenantId: string): Promise<readonly ProviderChannel[]>;
  adapterOf(channel: ProviderChannel): ProviderAdapter;
  health: ChannelHealthBoard;
  ledger: UsageLedger;
  disableKey: DisableKey;
  takeLimit: TakeChannelLimit;
  probe: ProbeWithin;
  logger: Logger;
}

/** What is known so far of a call that nobody has answered yet. */
interface Progress {
  receipt: RoutingReceipt;
  deadline: number;
  lastFailure: ProviderError | null;
  none: NoChoice | null;
}

/**
 * Makes model calls: chooses a channel, goes on to another when it fails, and settles each call once.
 * Until the first token a failure costs the caller nothing but time; after it the stream breaks.
 */
export class ChannelCaller {
  readonly #settler: CallSettler;
  readonly #signs: SignsOfLife;

  constructor(private readonly parts: ChannelCallerParts) {
    this.#settler = new CallSettler(parts.ledger, parts.health);
    this.#signs = new SignsOfLife(parts.health, parts.probe);
  }

  /**
   * The whole answer, in the format of the channel that gave it.
   * @throws AppError model_not_found, invalid_request, content_refused, channels_unavailable, channels_rate_limited, channels_timed_out
   * @throws ProviderError aborted when the caller hung up
   */
  whole(call: ChannelCall): Promise<WholeAnswer> {
    return this.#answer(call, (attempt) => this.#whole(attempt, (body, signal) => attempt.adapter.complete(targetOf(attempt.choice), body, signal)));
  }

  /** Resolves when the first token is there. @throws as `whole` */
  stream(call: ChannelCall): Promise<StreamedAnswer> {
    return this.#answer(call, (attempt) => this.#stream(attempt));
  }

  /** Embeddings in OpenAI's format. @throws as `whole` */
  embed(call: ChannelCall): Promise<WholeAnswer> {
    return this.#answer(call, (attempt) => this.#whole(attempt, (body, signal) => attempt.adapter.embed(targetOf(attempt.choice), body, signal)));
  }

  /** Goes down the line of channels until one answers or the bounds are reached. */
  async #answer<T>(call: ChannelCall, attemptOne: (attempt: Attempt) => Promise<T>): Promise<T> {
    const channels = await this.parts.channelsOf(call.subject.tenantId);
    const progress: Progress = { receipt: new RoutingReceipt(), deadline: performance.now() + (call.beforeAnswerMs ?? CALL_BOUNDS.beforeAnswerMs), lastFailure: null, none: null };
    for (let round = 1; ; round += 1) {
      const selector = new ChannelSelector(channels, call.request, this.parts.health, this.parts.takeLimit);
      const outcome = await this.#goDown(selector, call, progress, attemptOne);
      if ('answer' in outcome) return outcome.answer;
      if (!outcome.mayPass || round === CALL_BOUNDS.rounds) break;
      await pause(CALL_BOUNDS.pauseBetweenRoundsMs * (0.5 + Math.random()), call.signal);
    }
    return this.#giveUp(call, progress);
  }

  async #goDown<T>(selector: ChannelSelector, call: ChannelCall, progress: Progress, attemptOne: (attempt: Attempt) => Promise<T>): Promise<{ answer: T } | { mayPass: boolean }> {
    let mayPass = false;
    while (progress.receipt.attempts.length < CALL_BOUNDS.attempts && progress.deadline - performance.now() > CALL_BOUNDS.leastAttemptMs) {
      if (call.signal.aborted) await this.#endForCaller(call, progress.receipt);
      const choice = await selector.next();
      if (!('channel' in choice)) {
        progress.none = choice;
        break;
      }
      const tried = await this.#try(call, choice, progress, attemptOne);
      if ('answer' in tried) return tried;
      const { next, passes } = CONSEQUENCES[tried.error.kind];
      if (next === 'stop') await this.#refuse(call, choice, progress.receipt, tried.error);
      if (next === 'another-channel') selector.leaveChannel(choice.channel.id);
      if (next === 'another-model') selector.leaveModel(choice);
      mayPass ||= passes;
    }
    return { mayPass };
  }

  async #try<T>(call: ChannelCall, choice: Choice, progress: Progress, attemptOne: (attempt: Attempt) => Promise<T>): Promise<{ answer: T } | { error: ProviderError }> {
    const startedAt = new Date();
    try {
      return { answer: await attemptOne(beginAttempt(call, choice, this.parts.adapterOf(choice.channel), progress.receipt, progress.deadline)) };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      progress.lastFailure = error;
      progress.receipt.left(choice, startedAt, Date.now() - startedAt.getTime(), null, error);
      metrics.modelAttempts.inc({ provider: providerOf(choice), outcome: error.kind });
      this.parts.logger.debug({ channel_id: choice.channel.id, error: error.kind, status: error.details.status, call_id: call.subject.id }, 'a channel did not answer');
      await this.#learn(error, choice);
      return { error };
    }
  }

  /** A key that could not be taken out is left alone for now, and found out again. */
  async #learn(error: ProviderError, choice: Choice): Promise<void> {
    try {
      await learnFrom(error, choice, this.parts.health, this.parts.disableKey);
    } catch (problem) {
      this.parts.logger.warn({ channel_id: choice.channel.id, key_id: choice.key.id, reason: messageOf(problem) }, 'a refused key could not be disabled');
    }
  }

  async #whole(attempt: Attempt, ask: (body: JsonObject, signal: AbortSignal) => Promise<JsonObject>): Promise<WholeAnswer> {
    const body = await attemptWhole(attempt, this.#signs, ask);
    return { ...identityOf(attempt), body, settled: this.#settler.answered(attempt) };
  }

  async #stream(attempt: Attempt): Promise<StreamedAnswer> {
    const settled = deferred<CallUsage>();
    const events = await attemptStream(attempt, this.parts.health, (ending, firstTokenMs) => settled.resolve(this.#settler.streamed(attempt, ending, firstTokenMs)));
    settled.promise.catch(() => undefined);
    return { ...identityOf(attempt), events, settled: settled.promise };
  }

  async #refuse(call: ChannelCall, choice: Choice, receipt: RoutingReceipt, error: ProviderError): Promise<never> {
    const isAborted = error.kind === 'aborted';
    const sent = isAborted ? call.bodyFor(this.parts.adapterOf(choice.channel).format, choice.vendorModel) : null;
    await this.#settler.failed(call, receipt, error.kind, choice, sent);
    throw isAborted ? error : refusedRequest(error);
  }

  /** The caller went between two attempts, so there is nothing to abort. */
  async #endForCaller(call: ChannelCall, receipt: RoutingReceipt): Promise<never> {
    await this.#settler.failed(call, receipt, 'aborted', null);
    throw new ProviderError('aborted', 'The caller hung up');
  }

  async #giveUp(call: ChannelCall, { receipt, none, lastFailure }: Progress): Promise<never> {
    if (receipt.attempts.length === 0 && none) receipt.passedOver(none.reasons);
    // No format of any channel can carry the request: that is the request's fault.
    const cause = receipt.attempts.every(({ outcome }) => outcome === 'unsupported') ? lastFailure?.cause : null;
    const error = cause instanceof AppError ? cause : noAnswer(none, lastFailure);
    await this.#settler.failed(call, receipt, error.code, null);
    throw error;
  }
}

const identityOf = ({ adapter, choice }: Attempt) => ({ format: adapter.format, model: choice.model, vendorModel: choice.vendorModel });
