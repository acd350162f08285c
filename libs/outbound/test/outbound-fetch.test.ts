import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventually, gate } from '#libs/testing';
import { OutboundPolicy, createOutboundFetch, findOutboundRefusal } from '../src/index.js';
import { aTurn, bodyOf, sendJson, startLocalServer } from './local-server.js';
import { useOutboundBench } from './outbound-bench.js';

const MEBIBYTE = 1_048_576;

const bench = useOutboundBench();

const chunksOf = (response: Response): AsyncIterableIterator<Uint8Array> => response.body as unknown as AsyncIterableIterator<Uint8Array>;

const textOf = ({ value }: IteratorResult<Uint8Array>): string => Buffer.from(value as Uint8Array).toString();

/** Sends `first`, then nothing, and stays open. */
const hanging = (first: string) => (_: IncomingMessage, response: ServerResponse) => void response.writeHead(200).write(first);

describe('a request', () => {
  it.each([
    ['a record', { 'X-One': '1', authorization: 'Bearer k' }],
    ['pairs', [['X-One', '1'], ['authorization', 'Bearer k']] as [string, string][]],
    ['Headers', new Headers({ 'X-One': '1', authorization: 'Bearer k' })],
  ])('sends headers given as %s, method and body', async (_, headers) => {
    bench.answer = async (request, response) => sendJson(response, 200, { method: request.method, url: request.url, headers: request.headers, body: await bodyOf(request) });
    const response = await bench.outbound.fetch(`${bench.server.url}/a?b=c`, { method: 'post', headers, body: 'héllo' });
    expect(await response.json()).toMatchObject({
      method: 'POST',
      url: '/a?b=c',
      headers: { 'x-one': '1', authorization: 'Bearer k', 'content-length': '6', 'accept-encoding': 'identity' },
      body: 'héllo',
    });
  });

  it.each([
    ['bytes', new TextEncoder().encode('a=b')],
    ['a form', new URLSearchParams({ a: 'b' })],
    ['a stream', new Blob(['a=b']).stream()],
  ])('sends %s', async (_, body) => {
    bench.answer = async (request, response) => response.end(await bodyOf(request));
    const response = await bench.outbound.fetch(bench.server.url, { method: 'POST', body, duplex: 'half' });
    expect(await response.text()).toBe('a=b');
  });

  it('is not sent when its headers are not valid', async () => {
    const { connections } = bench.server;
    await expect(bench.outbound.fetch(bench.server.url, { headers: { 'x-a': 'b\r\nx-injected: c' } })).rejects.toThrow(TypeError);
    expect(bench.server.connections).toBe(connections);
  });
});

describe('a response', () => {
  it('has its status, headers and URL', async () => {
    bench.answer = (_, response) => response.writeHead(418, { 'X-Request-Id': 'r1', 'set-cookie': ['a=1', 'b=2'], 'x-many': ['1', '2'] }).end('short');
    const response = await bench.outbound.fetch(`${bench.server.url}/x`);
    expect([response.status, response.ok, response.url, response.bodyUsed]).toEqual([418, false, `${bench.server.url}/x`, false]);
    expect([response.headers.get('x-request-ID'), response.headers.has('X-Request-Id'), response.headers.get('constructor')]).toEqual(['r1', true, null]);
    expect(Object.fromEntries(response.headers.entries())).toMatchObject({ 'x-request-id': 'r1', 'x-many': '1, 2' });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('short');
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  it('gives its bytes, and characters that chunks cut in two', async () => {
    bench.answer = (_, response) => {
      const bytes = Buffer.from('€');
      response.write(bytes.subarray(0, 1));
      setImmediate(() => response.end(bytes.subarray(1)));
    };
    expect(await (await bench.outbound.fetch(bench.server.url)).text()).toBe('€');
    expect(Buffer.from(await (await bench.outbound.fetch(bench.server.url)).arrayBuffer()).toString()).toBe('€');
  });

  it('has no body where there cannot be one', async () => {
    bench.answer = (_, response) => response.writeHead(204).end();
    expect((await bench.outbound.fetch(bench.server.url)).body).toBeNull();
    bench.answer = (_, response) => response.writeHead(200, { 'content-length': '5' }).end();
    expect((await bench.outbound.fetch(bench.server.url, { method: 'HEAD' })).body).toBeNull();
  });

  it('is an error when packed, as that was not asked for', async () => {
    bench.answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(MEBIBYTE)));
    await expect(bench.outbound.fetch(bench.server.url)).rejects.toThrow(TypeError);
  });

  it('is an error when it is to be taken whole and does not end', async () => {
    bench.answer = (_, response) => {
      const write = (): void => {
        while (response.writable && response.write(Buffer.alloc(MEBIBYTE)));
        response.once('drain', write);
      };
      write();
    };
    await expect((await bench.outbound.fetch(bench.server.url)).text()).rejects.toThrow(/larger/);
    await bench.closed();
  });
});

describe('a body', () => {
  it('passes each chunk on before the next one is sent', async () => {
    let next = gate();
    bench.answer = async (_, response) => {
      for (const text of ['one', 'two', 'three']) {
        response.write(text);
        await next.opened;
      }
      response.end();
    };
    const chunks = chunksOf(await bench.outbound.fetch(bench.server.url));
    for (const text of ['one', 'two', 'three']) {
      expect(textOf(await chunks.next())).toBe(text);
      const { open } = next;
      next = gate();
      open();
    }
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
  });

  it('slows down an upstream that is read slowly', async () => {
    let written = 0;
    const total = 64 * MEBIBYTE;
    bench.answer = (_, response) => {
      const write = (): void => {
        while (written < total) {
          written += MEBIBYTE / 16;
          if (!response.write(Buffer.alloc(MEBIBYTE / 16))) return void response.once('drain', write);
        }
        response.end();
      };
      write();
    };
    const response = await bench.outbound.fetch(bench.server.url);
    let stoodAt = -1;
    await eventually('the upstream stands still', async () => {
      const before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
      stoodAt = written;
      return written === before;
    });
    // What waits is in the buffers of the two sockets, which the system sizes.
    expect(stoodAt).toBeLessThan(total / 2);
    let read = 0;
    for await (const chunk of chunksOf(response)) read += chunk.length;
    expect([read, written]).toEqual([total, total]);
  });

  it('gives what arrived before the connection broke, then the error', async () => {
    bench.answer = (_, response) => {
      response.write('one');
      setImmediate(() => response.destroy());
    };
    const chunks = chunksOf(await bench.outbound.fetch(bench.server.url));
    await bench.closed();
    expect(textOf(await chunks.next())).toBe('one');
    await expect(chunks.next()).rejects.toMatchObject({ message: 'terminated', cause: { code: 'UND_ERR_SOCKET' } });
  });

  it.each([
    ['leaving the loop', async (response: Response) => {
      for await (const _ of chunksOf(response)) break;
    }],
    ['cancel()', async (response: Response) => response.body?.cancel()],
    ['an iterator that returns before it began', async (response: Response) => void (await chunksOf(response)[Symbol.asyncIterator]().return?.())],
  ])('closes the upstream by %s', async (_, leave) => {
    bench.answer = hanging('one');
    const response = await bench.outbound.fetch(bench.server.url);
    expect(bench.server.open.size).toBe(1);
    await leave(response);
    await bench.closed();
    expect(await chunksOf(response).next()).toEqual({ done: true, value: undefined });
  });

  it('that was read leaves its connection to the next call', async () => {
    bench.answer = (_, response) => sendJson(response, 200, {});
    await (await bench.outbound.fetch(bench.server.url)).json();
    const { connections } = bench.server;
    await aTurn();
    await (await bench.outbound.fetch(bench.server.url)).body?.cancel();
    await aTurn();
    await (await bench.outbound.fetch(bench.server.url)).json();
    expect(bench.server.connections).toBe(connections);
  });

  it('that is being read is not taken for forgotten', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const { opened, open } = gate();
    bench.answer = async (_, response) => {
      response.write('"one');
      await opened;
      response.end('two"');
    };
    const read = bench.outbound.fetch(bench.server.url).then((response) => response.json());
    for (let time = 0; time < 5; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      collectGarbage();
    }
    open();
    expect(await read).toBe('onetwo');
  });
});

describe('an abort', () => {
  it('before the call keeps it from being made', async () => {
    const { connections } = bench.server;
    await expect(bench.outbound.fetch(bench.server.url, { signal: AbortSignal.abort('why') })).rejects.toMatchObject({ name: 'AbortError', cause: 'why' });
    expect(bench.server.connections).toBe(connections);
  });

  it('while the answer is waited for closes the connection', async () => {
    const controller = new AbortController();
    const { opened, open } = gate();
    bench.answer = open;
    const call = bench.outbound.fetch(bench.server.url, { signal: controller.signal });
    await opened;
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await bench.closed();
  });

  it('while connecting does not wait for the connection', async () => {
    const controller = new AbortController();
    const { opened, open } = gate();
    const never = new OutboundPolicy('', () => {
      open();
      return new Promise(() => {});
    });
    const { fetch, close } = createOutboundFetch({ policy: never });
    const call = fetch('http://hanging.test/', { signal: controller.signal });
    await opened;
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await close();
  });

  it('while connecting keeps the request from being sent', async () => {
    const controller = new AbortController();
    const [looked, resolved] = [gate(), gate()];
    const slow = new OutboundPolicy('127.0.0.1', async () => {
      looked.open();
      await resolved.opened;
      return [{ address: '127.0.0.1', family: 4 }];
    });
    let requests = 0;
    bench.answer = (_, response) => {
      requests += 1;
      response.end();
    };
    const { fetch, close } = createOutboundFetch({ policy: slow });
    const { connections } = bench.server;
    const call = fetch(`http://slow.test:${bench.server.port}/`, { signal: controller.signal });
    await looked.opened;
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    resolved.open();
    await eventually('the connection is made', () => bench.server.connections > connections);
    await bench.closed();
    expect(requests).toBe(0);
    await close();
  });

  it('while a chunk is waited for rejects the read and closes the connection', async () => {
    const controller = new AbortController();
    bench.answer = hanging('one');
    const chunks = chunksOf(await bench.outbound.fetch(bench.server.url, { signal: controller.signal }));
    await chunks.next();
    const read = chunks.next();
    controller.abort();
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
    await bench.closed();
    await expect(chunks.next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([true, false])('drops chunks not yet read (upstream done: %s)', async (ended) => {
    const controller = new AbortController();
    bench.answer = (_, response) => (ended ? response.end('one') : void response.write('one'));
    const chunks = chunksOf(await bench.outbound.fetch(bench.server.url, { signal: controller.signal }));
    controller.abort();
    await expect(chunks.next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('after the end changes nothing', async () => {
    const controller = new AbortController();
    bench.answer = (_, response) => sendJson(response, 200, { a: 1 });
    const response = await bench.outbound.fetch(bench.server.url, { signal: controller.signal });
    expect(await response.json()).toEqual({ a: 1 });
    controller.abort();
  });
});

describe('a call that fails', () => {
  it('carries the connection’s code', async () => {
    const gone = await startLocalServer(() => {});
    await gone.close();
    await expect(bench.outbound.fetch(gone.url)).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNREFUSED' } });
  });

  it('carries the resolver’s code', async () => {
    const policy = new OutboundPolicy('', () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })));
    const { fetch, close } = createOutboundFetch({ policy });
    await expect(fetch('http://nowhere.test/')).rejects.toMatchObject({ cause: { code: 'ENOTFOUND' } });
    await close();
  });

  it('carries the time-out of the connection', async () => {
    const { fetch, close } = createOutboundFetch({ policy: new OutboundPolicy('', () => new Promise(() => {})), connectTimeoutMs: 50 });
    await expect(fetch('http://hanging.test/')).rejects.toMatchObject({ cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } });
    await close();
  });

  it('carries the refusal', async () => {
    const failure = await bench.outbound.fetch('http://169.254.169.254/').catch((error: unknown) => error);
    expect(findOutboundRefusal(failure)).toMatchObject({ host: '169.254.169.254' });
  });

  it('is what happens to calls in progress when all is closed', async () => {
    bench.answer = hanging('one');
    const response = await bench.outbound.fetch(bench.server.url);
    const read = response.text();
    await bench.outbound.close();
    await expect(read).rejects.toThrow('terminated');
    await expect(bench.outbound.fetch(bench.server.url)).rejects.toThrow('fetch failed');
  });
});
