import fastify, { type FastifyReply } from 'fastify';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { v7 } from 'uuid';
import { startWhenTold, type BareChain, type BareReply, type BareTurn } from './bare-chain.js';
import { openBareQueues } from './bare-queues.js';
import { INSERT_MESSAGE, INSERT_TURN, TwoInserts } from './two-inserts.js';

/** First of three: takes a message in, commits and publishes it, and streams the reply when it comes. */
startWhenTold(async (chain) => {
  const queues = await openBareQueues(chain);
  const database = new TwoInserts(chain.databaseUrl, chain.poolSize, INSERT_MESSAGE, INSERT_TURN);
  const waiting = await waitForReplies(chain);
  const server = fastify();
  server.post<{ Body: { session_id: string; user_id: string; message: string } }>('/turns', { schema: { body: BODY } }, async ({ body }, reply) => {
    const turn: BareTurn = { turn_id: v7(), session_id: body.session_id, message: body.message };
    await database.commit([v7(), turn.turn_id, 'contact', body.message], [turn.turn_id, body.session_id, body.user_id]);
    reply.hijack();
    reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' });
    reply.raw.write(frame('conversation_started', turn.turn_id, {}));
    waiting.set(turn.turn_id, reply);
    await queues.publish(chain.accepted, turn);
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return { port: (server.server.address() as AddressInfo).port };
});

const TEXT = { type: 'string', minLength: 1, maxLength: 10_000 };
const BODY = { type: 'object', required: ['session_id', 'user_id', 'message'], properties: { session_id: TEXT, user_id: TEXT, message: TEXT } };

/** Turns whose reply is awaited; ends each with its reply. */
async function waitForReplies({ redisUrl, replies }: BareChain): Promise<Map<string, FastifyReply>> {
  const waiting = new Map<string, FastifyReply>();
  const subscriber = new Redis(redisUrl);
  subscriber.on('message', (_channel, json) => {
    const { turn_id: turnId, message } = JSON.parse(json) as BareReply;
    waiting.get(turnId)?.raw.end(frame('message_delta', turnId, { delta: message }) + frame('conversation_completed', turnId, { message }));
    waiting.delete(turnId);
  });
  await subscriber.subscribe(replies);
  return waiting;
}

const frame = (event: string, turnId: string, data: object): string =>
  `id: ${turnId}\nevent: ${event}\ndata: ${JSON.stringify({ event, task_id: turnId, data, created_at: new Date().toISOString() })}\n\n`;
