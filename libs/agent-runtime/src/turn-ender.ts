import type { AgentType, Envelope, HandoffReason, Locale, Routing, TurnContext, TurnPart } from '#libs/contracts';
import { answerEvents, endTurn, endUnfinishedTurn, finishPart, type EndTurnInput, type FinishPartInput, type FinishedTurnPart, type TurnOutcome } from '#libs/conversations';
import { messageOf } from '#libs/kernel';
import type { Outbox, QueueName } from '#libs/messaging';
import { metrics, type Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import type { TurnEventLog } from '#libs/stream';
import type { AgentStep } from './agent-step.js';
import { handoffText } from './handoff-texts.js';
import { joinParts } from './join-parts.js';
import type { StreamedReply } from './streamed-reply.js';

/** The envelope a turn, or a part of one, ends under, and what is known of it. */
export interface TurnInHand {
  queue: QueueName;
  envelope: Pick<Envelope, 'id' | 'tenant_id'>;
  turn: TurnContext;
  routing: Routing | null;
  part?: TurnPart | undefined;
  locale: Locale;
}

type Reply = Extract<AgentStep, { kind: 'reply' }>;

/** For these reasons a turn is given up wherever it stands; some of its parts may be finished. */
const GIVEN_UP: readonly HandoffReason[] = ['stalled', 'dead_letter'];

/** Ends turns: commits the outcome, then tells those who watch the turn. */
export class TurnEnder {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly log: TurnEventLog,
    private readonly logger: Logger,
    private readonly deadlineMs: number,
  ) {}

  /** @param reply what was streamed of it, closed: only the rest is told */
  async answer(inHand: TurnInHand, agentType: AgentType, step: Reply, reply: StreamedReply): Promise<void> {
    const { text, fromCache, unanswered, flow, alongside } = step;
    if (inHand.part) {
      // The last part tells the whole: nothing of this one may come after that.
      await reply.told();
      const outcome = flow ? 'asked' : unanswered ? 'unanswered' : 'answered';
      return this.#finish(inHand, inHand.part, { agentType, outcome, handoffReason: null, reply: text, fromCache, flow: flow ?? null }, alongside, reply);
    }
    const outcome: TurnOutcome = { kind: 'answered', agentType, text, fromCache, flow };
    const ended = await endTurn(this.database, this.outbox, { ...this.#inputOf(inHand), outcome, alongside });
    await this.#settle(inHand, ended.kind === 'ended' ? { ...ended, outcome } : ended, reply);
  }

  async handOff(inHand: TurnInHand, reason: HandoffReason): Promise<void> {
    if (inHand.part) return this.#finish(inHand, inHand.part, { agentType: 'human', outcome: 'handed_off', handoffReason: reason, reply: '', fromCache: false, flow: null });
    const text = handoffText(reason, inHand.routing?.intent ?? null, inHand.locale);
    const input = { ...this.#inputOf(inHand), outcome: { kind: 'handed_off', reason, text } as const };
    if (GIVEN_UP.includes(reason)) return this.#settle(inHand, await endUnfinishedTurn(this.database, this.outbox, { ...input, join: (parts) => joinParts(parts, inHand.locale, reason) }));
    const ended = await endTurn(this.database, this.outbox, input);
    await this.#settle(inHand, ended.kind === 'ended' ? { ...ended, outcome: input.outcome } : ended);
  }

  async #finish(inHand: TurnInHand, part: TurnPart, finished: FinishPartInput['finished'], alongside?: EndTurnInput['alongside'], reply?: StreamedReply): Promise<void> {
    const join: FinishPartInput['join'] = (parts) => joinParts(parts, inHand.locale);
    const input = { ...this.#inputOf(inHand), part, finished, alongside, join };
    await this.#settle(inHand, await finishPart(this.database, this.outbox, input), reply);
  }

  #inputOf({ envelope, turn, routing, locale, queue }: TurnInHand): Omit<EndTurnInput, 'outcome'> {
    return { tenantId: envelope.tenant_id, turn, routing, locale, consumer: queue, envelopeId: envelope.id, deadlineMs: this.deadlineMs };
  }

  async #settle({ queue, turn }: TurnInHand, ended: FinishedTurnPart, reply?: StreamedReply): Promise<void> {
    if (ended.kind === 'waiting') {
      this.logger.debug({ queue }, 'a part of a turn is finished; others are in work');
      return;
    }
    if (ended.kind === 'rejected') {
      metrics.lateReplies.inc();
      this.logger.info({ queue }, 'the reply was not accepted: the turn had ended, or a human has the conversation');
      return;
    }
    this.logger.debug({ outcome: ended.outcome.kind }, 'a turn has ended');
    count(turn, ended.outcome, ended.endedAt);
    await this.#tell(turn, ended.outcome, ended, reply);
  }

  /** The outcome is committed: failing to tell of it now costs a watcher a moment, never the answer. */
  async #tell(turn: TurnContext, outcome: TurnOutcome, ended: { messageId: string; endedAt: string }, reply?: StreamedReply): Promise<void> {
    const subject = { turnId: turn.turn_id, conversationId: turn.conversation_id, sessionId: turn.session_id, acceptedAt: turn.accepted_at };
    const completed = {
      messageId: ended.messageId,
      text: outcome.text,
      agentType: outcome.kind === 'answered' ? outcome.agentType : ('human' as const),
      outcome: outcome.kind,
      fromCache: outcome.kind === 'answered' && outcome.fromCache,
      endedAt: ended.endedAt,
    };
    try {
      await this.log.append(turn.turn_id, answerEvents(subject, completed, await reply?.told()));
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'the turn’s events were not written; watchers read the outcome from the database');
    }
  }
}

function count(turn: TurnContext, outcome: TurnOutcome, endedAt: string): void {
  metrics.turns.inc({ outcome: outcome.kind, agent_type: outcome.kind === 'answered' ? outcome.agentType : 'human' });
  if (outcome.kind === 'handed_off') metrics.handoffs.inc({ reason: outcome.reason });
  metrics.turnStage.observe({ stage: 'total' }, Math.max(0, Date.parse(endedAt) - Date.parse(turn.accepted_at)) / 1_000);
}

