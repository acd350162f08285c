import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the ports that systems hand out to outgoing connections (from 32768 on): a server that is
 * down for a moment must find its port free when it comes back.
 */
const RANGE = { from: 20_000, to: 30_000 };

/** So many different ports of 127.0.0.1 on which nobody listens now. */
export async function findFreePorts(count: number): Promise<number[]> {
  const held: { port: number; server: Server }[] = [];
  try {
    while (held.length < count) {
      const port = RANGE.from + Math.floor(Math.random() * (RANGE.to - RANGE.from));
      const server = await listen(port);
      if (server) held.push({ port, server });
    }
    return held.map(({ port }) => port);
  } finally {
    for (const { server } of held) server.close();
  }
}

async function listen(port: number): Promise<Server | null> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}
