import type { AgentType, AnswerTurn, Envelope } from '#libs/contracts';
import { createEnvelope, type Bus, type Consumers, type QueueName } from '#libs/messaging';
import { metrics } from '#libs/observability';
import type { AgentStep } from './agent-step.js';
import { commandFor } from './command-for.js';
import type { ReplyStream } from './reply-stream.js';
import type { ReplyStreams } from './reply-streams.js';
import type { StreamedReply } from './streamed-reply.js';
import type { TurnEnder } from './turn-ender.js';

/**
 * How a specialist answers one turn; it may stream its reply while it makes it. A part of a turn comes
 * to it as a turn whose text is the part's.
 */
export type AnswerTurnUseCase = (request: AnswerTurn, tenantId: string, reply: ReplyStream) => Promise<AgentStep>;

/** Serves a specialist's queue: answers each turn, and carries out the step it decided on. */
export class Specialist {
  constructor(
    private readonly consumers: Consumers,
    private readonly ender: TurnEnder,
    private readonly bus: Bus,
    private readonly replies: ReplyStreams,
  ) {}

  serve(queue: QueueName, agentType: AgentType, answerTurn: AnswerTurnUseCase): void {
    this.consumers.handle(queue, async (envelope) => {
      const request = envelope.data as AnswerTurn;
      const reply = this.replies.open(envelope, request, agentType);
      const step = await this.#answer(answerTurn, request, envelope.tenant_id, reply);
      await this.#carryOut(step, queue, agentType, envelope, request, reply);
    });
  }

  async #answer(answerTurn: AnswerTurnUseCase, request: AnswerTurn, tenantId: string, reply: StreamedReply): Promise<AgentStep> {
    const stop = metrics.turnStage.startTimer({ stage: 'answer' });
    try {
      const step = await answerTurn(asTurn(request), tenantId, reply);
      stop();
      return step;
    } finally {
      reply.close();
    }
  }

  async #carryOut(step: AgentStep, queue: QueueName, agentType: AgentType, envelope: Envelope, { turn, routing, part }: AnswerTurn, reply: StreamedReply): Promise<void> {
    if (step.kind === 'reply') return this.ender.answer({ queue, envelope, turn, routing, part, locale: routing.locale }, agentType, step, reply);
    if (step.kind === 'transfer') return this.bus.publish(commandFor(envelope.tenant_id, { turn, routing: { ...routing, intent: step.intent }, part }));
    await this.bus.publish(createEnvelope('handoff-agent.hand-off-turn.v1', envelope.tenant_id, { turn, routing, reason: step.reason, ...(part && { part }) }));
  }
}

const asTurn = (request: AnswerTurn): AnswerTurn => (request.part ? { ...request, turn: { ...request.turn, text: request.part.text } } : request);
