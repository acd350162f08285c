import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Envelope } from '#libs/contracts';
import { AppError, PermanentError, currentCorrelation } from '#libs/kernel';
import { anAcceptedTurn, anAnswerCommand, collectDeliveries, collectingLogger, eventually, gate } from '#libs/testing';
import { Consumers, DEAD_LETTER_QUEUE, InProcessBus, type Delivery, type EnvelopeHandler } from '../src/index.js';

const QUEUE = 'faq-agent.answer-turn';
const RETRY_DELAYS_MS = [5, 10];

describe('Consumers', () => {
  let bus: InProcessBus;
  let consumers: Consumers;
  let lines: Record<string, unknown>[];

  beforeEach(() => {
    const log = collectingLogger();
    lines = log.lines;
    bus = new InProcessBus();
    consumers = new Consumers(bus, { concurrency: 4, retryDelaysMs: RETRY_DELAYS_MS }, log.logger);
  });

  afterEach(async () => {
    await consumers.onModuleDestroy();
    await bus.close();
  });

  /** Has `handler` consume the queue and publishes one envelope; returns the attempts it saw and the dead letters. */
  async function run(handler: EnvelopeHandler, envelope: Envelope = anAnswerCommand()): Promise<{ attempts: number[]; dead: Delivery[] }> {
    const attempts: number[] = [];
    consumers.handle(QUEUE, async (given, delivery) => {
      attempts.push(delivery.attempt);
      await handler(given, delivery);
    });
    await consumers.start([QUEUE]);
    const dead = await collectDeliveries(bus, DEAD_LETTER_QUEUE);
    await bus.publish(envelope);
    return { attempts, dead: dead.deliveries };
  }

  it('acknowledges what was handled', async () => {
    expect(await run(async () => undefined)).toEqual({ attempts: [1], dead: [] });
  });

  it('tries again after each delay, then gives up with the last reason', async () => {
    const { attempts, dead } = await run(async () => {
      throw new Error('the shop does not answer');
    });
    expect(attempts).toEqual([1, 2, 3]);
    expect(dead).toEqual([expect.objectContaining({ deadLetter: { queue: QUEUE, reason: 'failed 3 times: the shop does not answer' } })]);
    expect(lines).toHaveLength(3);
  });

  it('stops trying once an attempt succeeds', async () => {
    const { attempts, dead } = await run(async (_envelope, { attempt }) => {
      if (attempt === 1) throw new AppError('service_unavailable');
    });
    expect({ attempts, dead }).toEqual({ attempts: [1, 2], dead: [] });
  });

  it('does not try again what cannot succeed', async () => {
    const { attempts, dead } = await run(async () => {
      throw new PermanentError('no such conversation');
    });
    expect(attempts).toEqual([1]);
    expect(dead[0]!.deadLetter).toEqual({ queue: QUEUE, reason: 'no such conversation' });
  });

  it('keeps data that does not fit its type from the handler', async () => {
    const envelope = anAnswerCommand();
    const { attempts, dead } = await run(async () => undefined, { ...envelope, data: { turn: envelope.data.turn } } as unknown as Envelope);
    expect(attempts).toEqual([]);
    expect(dead[0]!.deadLetter!.reason).toContain('not valid faq-agent.answer-turn.v1: routing');
  });

  it('drops fields it does not know, so that older consumers read newer envelopes', async () => {
    const envelope = anAnswerCommand();
    const seen: Envelope[] = [];
    await run(async (given) => void seen.push(given), { ...envelope, data: { ...envelope.data, added_later: 1 } } as Envelope);
    expect(seen).toEqual([envelope]);
  });

  it('never gives up a dead letter that fails for now, and drops one that cannot be read', async () => {
    const attempts: number[] = [];
    consumers.handle(QUEUE, async () => {
      throw new PermanentError('no');
    });
    consumers.handle(DEAD_LETTER_QUEUE, async (_envelope, { attempt }) => {
      attempts.push(attempt);
      if (attempt < 5) throw new Error('the database is away');
      throw new PermanentError('unreadable');
    });
    await consumers.start([QUEUE, DEAD_LETTER_QUEUE]);
    await bus.publish(anAnswerCommand());
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
  });

  it('runs the handler with the ids of its turn, for every log line', async () => {
    const envelope = anAnswerCommand();
    const seen: unknown[] = [];
    await run(async () => void seen.push(currentCorrelation()), envelope);
    const { turn } = envelope.data;
    expect(seen).toEqual([{ correlationId: envelope.correlation_id, tenantId: envelope.tenant_id, conversationId: turn.conversation_id, turnId: turn.turn_id }]);
  });

  it('refuses a second handler for a queue', () => {
    consumers.handle(QUEUE, async () => undefined);
    expect(() => consumers.handle(QUEUE, async () => undefined)).toThrow(`The queue ${QUEUE} has two handlers`);
  });

  it('does not start while a queue it must serve has no handler', async () => {
    consumers.handle(QUEUE, async () => undefined);
    await expect(consumers.start([QUEUE, DEAD_LETTER_QUEUE])).rejects.toThrow(`No handler for ${DEAD_LETTER_QUEUE}`);
    await expect(collectDeliveries(bus, QUEUE)).resolves.toBeDefined();
  });

  it('finishes at shutdown what is in work, a turn that waits for another queue included', async () => {
    const release = gate();
    const steps: string[] = [];
    consumers.handle(QUEUE, async () => {
      await release.opened;
      steps.push('answered');
    });
    consumers.handle('router-agent.route-turn', async () => {
      steps.push('routing');
      await bus.publish(anAnswerCommand());
      steps.push('routed');
    });
    await consumers.start([]);
    void bus.publish(anAcceptedTurn());
    await eventually('the router to work', () => steps.length === 1);
    const stopping = consumers.onModuleDestroy();
    release.open();
    await stopping;
    expect(steps).toEqual(['routing', 'answered', 'routed']);
  });
});
