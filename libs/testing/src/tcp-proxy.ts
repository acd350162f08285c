import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and its server, to break the connection as a network does: without a goodbye. */
export interface TcpProxy {
  /** The server's URL, through the proxy. */
  url: string;
  /** Resets every open connection; new ones go through. */
  cut(): void;
  /** From now on, resets a connection as soon as its client sends these characters; null: no more. */
  cutAt(text: string | null): void;
  close(): Promise<void>;
}

export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let forbidden: string | null = null;
  const reset = (...pair: Socket[]): void => pair.forEach((socket) => socket.resetAndDestroy());

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        reset(client, upstream);
      });
    }
    client.on('data', (chunk) => {
      if (forbidden !== null && chunk.includes(forbidden)) reset(client, upstream);
      else upstream.write(chunk);
    });
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    cut: () => reset(...sockets),
    cutAt: (text) => {
      forbidden = text;
    },
    close: async () => {
      reset(...sockets);
      server.close();
      await once(server, 'close');
    },
  };
}
