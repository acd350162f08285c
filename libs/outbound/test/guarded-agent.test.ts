import { afterEach, describe, expect, it } from '@jest/globals';
import { OutboundPolicy, createOutboundFetch, findOutboundRefusal, type OutboundAgentOptions, type OutboundFetch, type ResolveName } from '../src/index.js';
import { createGuardedAgent } from '../src/adapters/undici/guarded-agent.js';
import { gate } from '#libs/testing';
import { aTurn, sendJson, startLocalServer, type LocalServer } from './local-server.js';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function server(...args: Parameters<typeof startLocalServer>): Promise<LocalServer> {
  const local = await startLocalServer(...args);
  closing.push(() => local.close());
  return local;
}

function outbound(list: string, resolve?: ResolveName, options: OutboundAgentOptions = {}): { policy: OutboundPolicy; fetch: OutboundFetch['fetch'] } {
  const policy = new OutboundPolicy(list, resolve);
  const { fetch, close } = createOutboundFetch({ policy, ...options });
  closing.push(close);
  return { policy, fetch };
}

/** A resolver that gives each of the answers in turn, then the last one for ever. */
function answering(...answers: string[][]): ResolveName {
  let at = 0;
  return async () => answers[Math.min(at++, answers.length - 1)]!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

describe('the guard at the connection', () => {
  it.each(['http', 'https'])('does not believe an earlier lookup (%s): public when checked, private when called', async (protocol) => {
    const local = await server((_, response) => sendJson(response, 200, {}));
    const { policy, fetch } = outbound('', answering(['8.8.8.8'], ['127.0.0.1']));
    const url = `${protocol}://rebinding.test:${local.port}/`;
    await policy.assertResolves(url);
    const failure = await failureOf(fetch(url));
    expect(findOutboundRefusal(failure)).toMatchObject({ host: 'rebinding.test' });
    expect(local.connections).toBe(0);
  });

  it('checks every connection anew', async () => {
    const local = await server((_, response) => response.setHeader('connection', 'close').end('{}'));
    const { fetch } = outbound('127.0.0.1', answering(['127.0.0.1'], ['127.0.0.2']));
    const url = `http://rebinding.test:${local.port}/`;
    expect((await fetch(url)).status).toBe(200);
    expect(findOutboundRefusal(await failureOf(fetch(url)))).not.toBeNull();
    expect(local.connections).toBe(1);
  });

  it('connects to nothing when one address of several is private', async () => {
    const local = await server((_, response) => sendJson(response, 200, {}));
    const { fetch } = outbound('127.0.0.1', answering(['127.0.0.1', '10.0.0.1']));
    expect(findOutboundRefusal(await failureOf(fetch(`http://several.test:${local.port}/`)))).not.toBeNull();
    expect(local.connections).toBe(0);
  });

  it('connects to the addresses it was given, with the name as host', async () => {
    const local = await server((request, response) => sendJson(response, 200, { host: request.headers.host }));
    const { fetch } = outbound(`127.0.0.1:${local.port}`, answering(['127.0.0.1']));
    const response = await fetch(`http://provider.test:${local.port}/`, { headers: { host: 'other.test' } });
    expect(await response.json()).toEqual({ host: `provider.test:${local.port}` });
  });

  it('checks literal addresses, which are not looked up', async () => {
    const local = await server((_, response) => sendJson(response, 200, {}));
    const agent = createGuardedAgent(new OutboundPolicy(''), {});
    closing.push(() => agent.destroy());
    const failure = await failureOf(agent.request({ origin: local.url, path: '/', method: 'GET' }));
    expect(findOutboundRefusal(failure)).toMatchObject({ host: '127.0.0.1' });
    expect(local.connections).toBe(0);
  });

  it('leaves redirects to the caller', async () => {
    const secret = await server((_, response) => sendJson(response, 200, { secret: true }));
    const local = await server((_, response) => response.writeHead(302, { location: secret.url }).end());
    const { fetch } = outbound(`127.0.0.1:${local.port}`);
    const response = await fetch(local.url, { redirect: 'follow' });
    expect([response.status, response.ok, response.headers.get('location')]).toEqual([302, false, secret.url]);
    expect(await response.text()).toBe('');
    expect(secret.connections).toBe(0);
  });

  it('keeps connections, and opens as many as are needed', async () => {
    const { opened, open } = gate();
    let waiting = 0;
    const local = await server(async (request, response) => {
      if (request.url === '/wait') {
        waiting += 1;
        if (waiting === 20) open();
        await opened;
      }
      sendJson(response, 200, {});
    });
    const { fetch } = outbound('127.0.0.1');
    for (let time = 0; time < 3; time += 1) {
      await (await fetch(local.url)).json();
      await aTurn();
    }
    expect(local.connections).toBe(1);
    await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${local.url}/wait`)).json()));
    expect(local.connections).toBe(20);
  });

  it('opens no more connections than are allowed', async () => {
    const local = await server((_, response) => sendJson(response, 200, {}));
    const { fetch } = outbound('127.0.0.1', undefined, { connectionsPerOrigin: 2 });
    await Promise.all(Array.from({ length: 20 }, async () => (await fetch(local.url)).json()));
    expect(local.connections).toBe(2);
  });
});
