import type { AgentType, Complexity, ErrorCode, ModelTask } from '#libs/contracts';
import { AppError, messageOf, sha256 } from '#libs/kernel';
import type { BudgetStanding, Budgets, CallSubject, UsageLedger } from '#libs/cost';
import type { Logger } from '#libs/observability';
import type { ChannelCaller } from './calls/channel-caller.js';
import type { ChannelCall } from './calls/channel-call.js';
import { CompletionCollector } from './completion-collector.js';
import type { Completion, CompletionRequest, JsonObject } from './completion.js';
import { formatNamed } from './formats/format-named.js';
import { ProviderError } from './provider-adapter.js';
import { NOBODY } from './provider-channel.js';
import type { ModelPlanner } from './selection/model-planner.js';

/** What an AiAgent asks a model for. */
export interface ModelQuestion {
  tenantId: string;
  task: ModelTask;
  agentType: Exclude<AgentType, 'human'> | null;
  complexity: Complexity;
  conversationId: string;
  turnId: string;
  /** Tells the steps of one turn apart; asked again, the same step gives the same answer. */
  step: string;
  request: Omit<CompletionRequest, 'model'>;
  /** Called with each piece of text as it comes, and with `null` when the answer begins anew on another channel. */
  onText?: (text: string | null) => void;
  signal?: AbortSignal;
}

/**
 * A model's answer, or why there is none: then the caller goes on with what it can do without.
 * `local_channel`: the tenant wants `local` to answer this.
 */
export type ModelAnswer =
  | { kind: 'answered'; completion: Completion; callId: string }
  | { kind: 'local'; reason: 'no_channel' | 'local_channel' | 'budget' | 'channels_down' | 'request_refused' };

/** How long a customer is kept waiting for a model to begin; then there is an answer without one. */
const CUSTOMER_WAITS_MS = 20_000;

/** How often a step is asked anew after its stream broke. */
const TRIES = 2;

/** Language models as AiAgents ask them: by task, never by channel, within the budgets, each step paid once. */
export class LanguageModels {
  constructor(
    private readonly caller: ChannelCaller,
    private readonly planner: ModelPlanner,
    private readonly ledger: UsageLedger,
    private readonly budgets: Budgets,
    private readonly logger: Logger,
  ) {}

  /**
   * Never throws for want of a model: a customer is always answered. When the signal aborts, what it
   * answers is of no account.
   * @throws AppError service_unavailable when the books cannot be kept
   */
  async ask(question: ModelQuestion): Promise<ModelAnswer> {
    const standing = await this.budgets.standing(question.tenantId, { virtualKeyId: null, conversationId: question.conversationId });
    if (standing.state === 'beyond') return { kind: 'local', reason: 'budget' };
    const plan = await this.planner.plan(question.tenantId, { ...question, thrift: thriftOf(standing), user: NOBODY });
    if (plan.kind === 'local') return plan;
    for (let attempt = 1; attempt <= TRIES && !question.signal?.aborted; attempt += 1) {
      const answer = await this.#askOnce(question, plan.models, attempt);
      if (answer) return answer;
      question.onText?.(null);
    }
    return { kind: 'local', reason: 'channels_down' };
  }

  /** Null when the answer broke off, or when another process broke off in this very call. */
  async #askOnce(question: ModelQuestion, models: readonly string[], attempt: number): Promise<ModelAnswer | null> {
    const subject = subjectOf(question, models[0]!, attempt);
    const opened = await this.ledger.open({ ...subject, inputTokens: roughInputTokens(question.request) });
    if (opened.kind === 'known') return this.#remembered(subject);
    try {
      return await this.#complete(question, models, subject);
    } catch (error) {
      if (error instanceof ProviderError) return null;
      if (!(error instanceof AppError)) throw error;
      const reason = LOCAL_REASONS[error.code];
      if (!reason) throw error;
      this.logger.warn({ call_id: subject.id, code: error.code, reason: messageOf(error) }, 'no model answered');
      return { kind: 'local', reason };
    }
  }

  /** A turn that is delivered again finds what its step was answered, and does not ask, and pay, again. */
  async #remembered({ tenantId, id }: CallSubject): Promise<ModelAnswer | null> {
    const answer = await this.ledger.stepAnswer(tenantId, id);
    return answer ? { kind: 'answered', completion: answer as unknown as Completion, callId: id } : null;
  }

  async #complete(question: ModelQuestion, models: readonly string[], subject: CallSubject): Promise<ModelAnswer> {
    const collector = new CompletionCollector();
    const answer = await this.caller.stream({
      ...callOf(question, models, subject),
      // The answer is kept with the bill, in one transaction.
      stepAnswer: () => collector.completion() as unknown as JsonObject,
    });
    const read = formatNamed(answer.format).createReader();
    try {
      for await (const event of answer.events) {
        for (const piece of read(event)) {
          collector.add(piece);
          if (piece.kind === 'text') question.onText?.(piece.text);
        }
      }
    } finally {
      // Also of an answer that broke off: what it cost is in the books before it is asked for anew.
      await answer.settled;
    }
    return { kind: 'answered', completion: collector.completion(), callId: subject.id };
  }
}

function callOf(question: ModelQuestion, models: readonly string[], subject: CallSubject): ChannelCall {
  return {
    subject,
    request: { models, operation: 'complete', user: NOBODY, seed: question.conversationId },
    bodyFor: (format, model) => formatNamed(format).writeRequest({ ...question.request, model }, { stream: true }),
    signal: question.signal ?? NEVER,
    beforeAnswerMs: CUSTOMER_WAITS_MS,
  };
}

/** Errors that mean no more than that no model answers this; any other is one of ours. */
const LOCAL_REASONS: Partial<Record<ErrorCode, 'channels_down' | 'request_refused'>> = {
  invalid_request: 'request_refused',
  content_refused: 'request_refused',
  model_not_found: 'channels_down',
  channels_unavailable: 'channels_down',
  channels_rate_limited: 'channels_down',
  channels_timed_out: 'channels_down',
};

const NEVER = new AbortController().signal;

const thriftOf = ({ state }: BudgetStanding): 'none' | 'exhausted' => (state === 'exhausted' ? 'exhausted' : 'none');

function subjectOf(question: ModelQuestion, model: string, attempt: number): CallSubject {
  const { tenantId, task, agentType, conversationId, turnId, step } = question;
  return { tenantId, id: callIdOf(turnId, step, attempt), source: 'agent', task, agentType, conversationId, turnId, virtualKeyId: null, requestedModel: model, startedAt: new Date() };
}

/** The same step of the same turn has the same id wherever it is delivered: a UUID made of a hash (RFC 9562, version 8). */
export function callIdOf(turnId: string, step: string, attempt: number): string {
  const hex = sha256(`${turnId}:${step}:${attempt}`);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Four characters a token: only what a call is billed that its process did not live to count. */
function roughInputTokens({ system, messages }: Omit<CompletionRequest, 'model'>): number {
  return Math.ceil((JSON.stringify(system).length + JSON.stringify(messages).length) / 4);
}
