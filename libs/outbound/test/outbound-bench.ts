import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { eventually } from '#libs/testing';
import { OutboundPolicy, createOutboundFetch, type OutboundFetch } from '../src/index.js';
import { startLocalServer, type LocalServer } from './local-server.js';

export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server for the suite whose answer each test sets, and a fetch of each test's own that may reach it. */
export interface OutboundBench {
  answer: Answer;
  server: LocalServer;
  outbound: OutboundFetch;
  /** Resolves when the server sees that nobody is connected any more. */
  closed(): Promise<unknown>;
}

export function useOutboundBench(): OutboundBench {
  const bench: OutboundBench = { closed: () => eventually('the upstream sees its connection closed', () => bench.server.open.size === 0) } as unknown as OutboundBench;
  beforeAll(async () => {
    bench.server = await startLocalServer((request, response) => bench.answer(request, response));
  });
  afterAll(() => bench.server?.close());
  beforeEach(() => {
    bench.outbound = createOutboundFetch({ policy: new OutboundPolicy('127.0.0.1') });
  });
  afterEach(() => bench.outbound.close());
  return bench;
}
