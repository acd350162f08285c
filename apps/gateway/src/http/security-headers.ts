import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { isRelayed } from '../relay/relay-error.js';

/** Swagger UI runs its own inline script and styles; nothing else may be loaded from anywhere. */
const SWAGGER_UI_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'unsafe-inline'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  // The gateway speaks plain HTTP; TLS ends at the operator's proxy.
  upgradeInsecureRequests: null,
};

/** The relay answers programs; each header is kept with each of its open streams. */
const OF_RELAY = { 'X-Content-Type-Options': 'nosniff' };

/** The headers that protect browsers, as helmet recommends them; the policy for content only where there is a page. */
export async function installSecurityHeaders(server: FastifyInstance): Promise<void> {
  const [ofData, ofPages] = await Promise.all([headersOf({ contentSecurityPolicy: false }), headersOf({ contentSecurityPolicy: { directives: SWAGGER_UI_POLICY } })]);
  server.addHook('onRequest', (request, reply, done) => {
    const { url } = request;
    reply.headers(isRelayed(url) ? OF_RELAY : url.startsWith('/api/docs') ? ofPages : ofData);
    done();
  });
}

/** They are the same for every response, so helmet is asked once: it works them out anew each time. */
function headersOf(options: Parameters<typeof helmet>[0]): Promise<Record<string, string>> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  return new Promise((resolve, reject) => {
    helmet(options)(request, response, (error?: unknown) => {
      if (error) reject(error as Error);
      else resolve({ ...response.getHeaders() } as Record<string, string>);
    });
  });
}
