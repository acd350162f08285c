import type { AgentType, Envelope, HandoffReason, Locale, Routing, TurnContext } from '#libs/contracts';
import { answerEvents, endTurn, type TurnOutcome } from '#libs/conversations';
import { messageOf } from '#libs/kernel';
import type { Outbox, QueueName } from '#libs/messaging';
import { metrics, type Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import type { TurnEventLog } from '#libs/stream';
import type { AgentStep } from './agent-step.js';
import { handoffText } from './handoff-texts.js';
import type { StreamedReply } from './streamed-reply.js';

/** The envelope a turn ends under, and what is known of the turn. */
export interface TurnInHand {
  queue: QueueName;
  envelope: Pick<Envelope, 'id' | 'tenant_id'>;
  turn: TurnContext;
  routing: Routing | null;
  locale: Locale;
}

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
  async answer(inHand: TurnInHand, agentType: AgentType, step: Extract<AgentStep, { kind: 'reply' }>, reply: StreamedReply): Promise<void> {
    await this.#end(inHand, { kind: 'answered', agentType, text: step.text, fromCache: step.fromCache }, step.alongside, reply);
  }

  async handOff(inHand: TurnInHand, reason: HandoffReason): Promise<void> {
    const text = handoffText(reason, inHand.routing?.intent ?? null, inHand.locale);
    await this.#end(inHand, { kind: 'handed_off', reason, text });
  }

  async #end(inHand: TurnInHand, outcome: TurnOutcome, alongside?: Extract<AgentStep, { kind: 'reply' }>['alongside'], reply?: StreamedReply): Promise<void> {
    const { envelope, turn, routing, locale, queue } = inHand;
    const ended = await endTurn(this.database, this.outbox, {
      tenantId: envelope.tenant_id,
      turn,
      routing,
      outcome,
      locale,
      consumer: queue,
      envelopeId: envelope.id,
      alongside,
      deadlineMs: this.deadlineMs,
    });
    if (ended.kind === 'rejected') {
      metrics.lateReplies.inc();
      this.logger.info({ queue }, 'the reply was not accepted: the turn had ended, or a human has the conversation');
      return;
    }
    this.logger.debug({ outcome: outcome.kind }, 'a turn has ended');
    count(turn, outcome, ended.endedAt);
    await this.#tell(turn, outcome, ended, reply);
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

