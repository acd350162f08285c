import type { Envelope, TurnContext } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { InProcessBus, Outbox } from '#libs/messaging';
import { aRouting, createTestDatabase, silentLogger, type TestDatabase } from '#libs/testing';
import { acceptTurn, endTurn, type AcceptTurnInput, type AcceptedTurn, type EndTurnInput, type EndedTurn } from '../src/index.js';

/** Remembers every envelope and confirms none, so that outbox rows stay for the test to look at. */
class RememberingBus extends InProcessBus {
  readonly published: Envelope[] = [];

  override publish(envelope: Envelope): Promise<void> {
    this.published.push(envelope);
    return new Promise(() => undefined);
  }
}

/** A tenant on a database of its own, and what accepts and ends its turns without any agent. */
export interface TurnDesk {
  test: TestDatabase;
  tenantId: string;
  outbox: Outbox;
  /** Envelopes that were published, in order. */
  published: Envelope[];
  accept(text: string, more?: Partial<AcceptTurnInput>): Promise<AcceptedTurn>;
  /** The context that the turn's last published envelope carries. */
  contextOf(turnId: string): TurnContext;
  end(turn: TurnContext, more?: Partial<EndTurnInput>): Promise<EndedTurn>;
  rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openTurnDesk(): Promise<TurnDesk> {
  const test = await createTestDatabase({ poolSize: 10 });
  const tenantId = newId();
  await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `tenant-${tenantId}`]);
  const bus = new RememberingBus();
  const outbox = new Outbox(test.database, bus, { graceMs: 60_000 }, silentLogger());
  const { published } = bus;
  return {
    test,
    tenantId,
    outbox,
    published,
    accept: (text, more = {}) =>
      acceptTurn(test.database, outbox, { tenantId, destination: { kind: 'session', sessionId: 'the-session', contact: {} }, text, turnId: newId(), deadlineMs: 60_000, ...more }),
    contextOf: (turnId) => published.findLast((envelope) => envelope.data.turn.turn_id === turnId)!.data.turn,
    end: (turn, more = {}) =>
      endTurn(test.database, outbox, {
        tenantId,
        turn,
        routing: aRouting(),
        outcome: { kind: 'answered', agentType: 'faq', text: 'The answer', fromCache: false },
        locale: 'en',
        consumer: 'faq-agent.answer-turn',
        envelopeId: newId(),
        deadlineMs: 60_000,
        ...more,
      }),
    rows: (sql, ...values) => test.asOwner(sql, values),
    close: () => test.drop(),
  };
}

/** A session of its own, for a test that shares the desk. */
export const inSession = (sessionId: string): Pick<AcceptTurnInput, 'destination'> => ({ destination: { kind: 'session', sessionId, contact: {} } });
