import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HealthRegistry } from './health.js';
import type { Logger } from './logger.js';
import { registry } from './metrics.js';

/** `/health`, `/health/live`, `/health/ready` and `/metrics` of an app that serves nothing else over HTTP. */
export class OpsServer {
  #server: Server | undefined;

  constructor(
    private readonly health: HealthRegistry,
    private readonly version: string,
    private readonly logger: Logger,
  ) {}

  async listen(port: number, host: string): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request.url ?? '/', response).catch((error: unknown) => {
        this.logger.error({ err: error }, 'the ops server failed');
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
    this.logger.info({ port: (server.address() as AddressInfo).port }, 'health and metrics are served');
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async #answer(url: string, response: ServerResponse): Promise<void> {
    const path = url.split('?')[0];
    if (path === '/health/live') return json(response, 200, { status: 'ok' });
    if (path === '/health' || path === '/health/ready') {
      const report = await this.health.report(this.version);
      return json(response, report.status === 'unavailable' ? 503 : 200, report);
    }
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': registry.contentType });
      response.end(await registry.metrics());
      return;
    }
    json(response, 404, { status: 'not found' });
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
