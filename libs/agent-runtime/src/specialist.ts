import type { AgentType, AnswerTurn, Envelope } from '#libs/contracts';
import { createEnvelope, type Bus, type Consumers, type QueueName } from '#libs/messaging';
import { metrics } from '#libs/observability';
import type { AgentStep } from './agent-step.js';
import { commandFor } from './command-for.js';
import type { TurnEnder } from './turn-ender.js';

/** How a specialist answers one turn. */
export type AnswerTurnUseCase = (request: AnswerTurn, tenantId: string) => Promise<AgentStep>;

/** Serves a specialist's queue: answers each turn, and carries out the step it decided on. */
export class Specialist {
  constructor(
    private readonly consumers: Consumers,
    private readonly ender: TurnEnder,
    private readonly bus: Bus,
  ) {}

  serve(queue: QueueName, agentType: AgentType, answerTurn: AnswerTurnUseCase): void {
    this.consumers.handle(queue, async (envelope) => {
      const request = envelope.data as AnswerTurn;
      const stop = metrics.turnStage.startTimer({ stage: 'answer' });
      const step = await answerTurn(request, envelope.tenant_id);
      stop();
      await this.#carryOut(step, queue, agentType, envelope, request);
    });
  }

  async #carryOut(step: AgentStep, queue: QueueName, agentType: AgentType, envelope: Envelope, { turn, routing }: AnswerTurn): Promise<void> {
    if (step.kind === 'reply') return this.ender.answer({ queue, envelope, turn, routing, locale: routing.locale }, agentType, step);
    if (step.kind === 'transfer') return this.bus.publish(commandFor(envelope.tenant_id, { turn, routing: { ...routing, intent: step.intent } }));
    await this.bus.publish(createEnvelope('handoff-agent.hand-off-turn.v1', envelope.tenant_id, { turn, routing, reason: step.reason }));
  }
}
