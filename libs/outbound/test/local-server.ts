import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface LocalServer {
  url: string;
  port: number;
  /** Connections made so far. */
  connections: number;
  /** Sockets that are open now. */
  open: Set<Socket>;
  close(): Promise<void>;
}

/** An HTTP server on a free port of 127.0.0.1. */
export async function startLocalServer(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<LocalServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const local: LocalServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    connections: 0,
    open: new Set(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  server.on('connection', (socket) => {
    local.connections += 1;
    local.open.add(socket);
    socket.on('close', () => local.open.delete(socket));
  });
  return local;
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** A turn of the event loop: undici gives a connection to the next call no earlier. */
export const aTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
