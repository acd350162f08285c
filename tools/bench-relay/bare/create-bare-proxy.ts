import { fastify, type FastifyInstance } from 'fastify';
import { Agent } from 'undici';

const FORWARDED = ['authorization', 'x-api-key', 'anthropic-version'] as const;

/** The least a relay in this framework can do: reads the JSON of a POST, sends it on, passes back what comes. */
export function createBareProxy(origin: string): FastifyInstance {
  const agent = new Agent();
  const app = fastify();
  app.post('/*', async (request, reply) => {
    const forwarded = FORWARDED.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]]));
    const { statusCode, headers, body } = await agent.request({
      origin,
      path: request.url,
      method: 'POST',
      headers: { ...Object.fromEntries(forwarded), 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
    });
    const type = String(headers['content-type']);
    void reply.code(statusCode).type(type);
    return type.startsWith('text/event-stream') ? body : body.text();
  });
  app.addHook('onClose', () => agent.destroy());
  return app;
}
