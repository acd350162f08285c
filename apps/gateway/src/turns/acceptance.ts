import { Inject, Injectable } from '@nestjs/common';
import type { ChatRequest } from '#libs/contracts';
import { acceptTurn, type AcceptedTurn } from '#libs/conversations';
import { CONFIG, correlate, newId, sha256, type Config } from '#libs/kernel';
import { Outbox } from '#libs/messaging';
import { Logger, metrics } from '#libs/observability';
import { Database } from '#libs/persistence';

/** Takes in messages for the controllers. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  /** A message of the simple chat API: its session is begun when there is none. */
  chat(tenantId: string, request: ChatRequest, turnId: string, idempotencyKey: string | undefined): Promise<AcceptedTurn> {
    const destination = {
      kind: 'session' as const,
      sessionId: request.session_id ?? madeUpSession(request.user_id ?? undefined, idempotencyKey),
      contact: request.user_id ? { external_id: request.user_id } : {},
    };
    return this.#accept({ tenantId, destination, text: request.message, metadata: request.metadata ?? undefined, idempotencyKey, turnId });
  }

  /** A message to a conversation that exists. */
  message(tenantId: string, conversationId: string, text: string, metadata: Record<string, unknown> | undefined, idempotencyKey: string | undefined): Promise<AcceptedTurn> {
    return this.#accept({ tenantId, destination: { kind: 'conversation', conversationId }, text, metadata, idempotencyKey, turnId: newId() });
  }

  async #accept(input: Omit<Parameters<typeof acceptTurn>[2], 'deadlineMs'>): Promise<AcceptedTurn> {
    const stop = metrics.turnStage.startTimer({ stage: 'accept' });
    const accepted = await acceptTurn(this.database, this.outbox, { ...input, deadlineMs: this.config.TURN_DEADLINE_MS });
    stop();
    correlate({ conversationId: accepted.conversationId, turnId: accepted.turnId });
    this.logger.debug({ state: accepted.state, replayed: accepted.replayed }, 'a message was accepted');
    return accepted;
  }
}

/** The same for the same idempotency key, so that a request sent again finds the session its first copy began. */
const madeUpSession = (userId: string | undefined, idempotencyKey: string | undefined): string =>
  idempotencyKey === undefined ? newId() : sha256(JSON.stringify([userId ?? null, idempotencyKey])).slice(0, 32);
