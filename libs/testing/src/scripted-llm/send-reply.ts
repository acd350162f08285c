import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpReply, Reply } from './reply.js';

/**
 * Sends `reply` as far as the client listens; resolves when there is no more to send.
 * @param hangUp closes the connection when all that was written is out
 */
export async function sendReply(response: ServerResponse, reply: Reply, hangUp: () => void): Promise<void> {
  if (reply.kind === 'hang-up') hangUp();
  if (reply.kind !== 'http') return;
  const [part] = reply.parts;
  // The benchmark's path: nothing to wait for, so nothing that would have to be stopped.
  if (reply.delayMs === 0 && reply.ending === 'end' && reply.parts.length < 2) response.writeHead(reply.status, reply.headers).end(part?.text);
  else await sendInParts(response, reply, hangUp);
}

async function sendInParts(response: ServerResponse, reply: HttpReply, hangUp: () => void): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await pause(reply.delayMs, gone.signal);
    response.writeHead(reply.status, reply.headers).flushHeaders();
    for (const { text, pauseMs } of reply.parts) {
      await pause(pauseMs, gone.signal);
      if (!response.write(text)) await once(response, 'drain', { signal: gone.signal });
    }
    if (reply.ending === 'end') response.end();
    if (reply.ending === 'hang-up') hangUp();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}

async function pause(ms: number, gone: AbortSignal): Promise<void> {
  gone.throwIfAborted();
  if (ms > 0) await sleep(ms, undefined, { signal: gone });
}
