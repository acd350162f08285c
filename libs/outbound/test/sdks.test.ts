import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { eventually, gate } from '#libs/testing';
import { OutboundPolicy, createOutboundFetch, findOutboundRefusal } from '../src/index.js';
import { bodyOf, sendJson, startLocalServer } from './local-server.js';
import { useOutboundBench } from './outbound-bench.js';

const bench = useOutboundBench();

interface Options {
  baseURL?: string;
  maxRetries?: number;
}

interface Call {
  signal?: AbortSignal;
}

/** The one SDK as the other: what is asked is always the same, and answers are reduced to their text. */
interface Sdk {
  complete(options?: Options): Promise<string>;
  stream(call?: Call): Promise<{ texts: AsyncIterable<string>; abort: () => void }>;
  answered: unknown;
  event(text: string): string;
  end: string;
  errors: typeof OpenAI | typeof Anthropic;
}

const messages = [{ role: 'user' as const, content: 'Hello' }];

function openai({ baseURL = bench.server.url, maxRetries = 0 }: Options = {}): OpenAI {
  return new OpenAI({ apiKey: 'k', baseURL, maxRetries, fetch: bench.outbound.fetch });
}

function anthropic({ baseURL = bench.server.url, maxRetries = 0 }: Options = {}): Anthropic {
  return new Anthropic({ apiKey: 'k', baseURL, maxRetries, fetch: bench.outbound.fetch });
}

async function* mapped<T>(source: AsyncIterable<T>, text: (from: T) => string | undefined): AsyncIterable<string> {
  for await (const each of source) yield text(each) ?? '';
}

const sdks: [string, Sdk][] = [
  [
    'openai',
    {
      complete: async (options) => (await openai(options).chat.completions.create({ model: 'm', messages })).choices[0]?.message.content ?? '',
      stream: async (call) => {
        const stream = await openai().chat.completions.create({ model: 'm', messages, stream: true }, call);
        return { texts: mapped(stream, (chunk) => chunk.choices[0]?.delta.content ?? undefined), abort: () => stream.controller.abort() };
      },
      answered: { choices: [{ message: { role: 'assistant', content: 'Hi' } }] },
      event: (text) => `data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`,
      end: 'data: [DONE]\n\n',
      errors: OpenAI,
    },
  ],
  [
    'anthropic',
    {
      complete: async (options) => {
        const { content } = await anthropic(options).messages.create({ model: 'm', max_tokens: 1, messages });
        return content[0]?.type === 'text' ? content[0].text : '';
      },
      stream: async (call) => {
        const stream = await anthropic().messages.create({ model: 'm', max_tokens: 1, messages, stream: true }, call);
        const text = (event: Anthropic.RawMessageStreamEvent) => (event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text : undefined);
        return { texts: mapped(stream, text), abort: () => stream.controller.abort() };
      },
      answered: { type: 'message', content: [{ type: 'text', text: 'Hi' }] },
      event: (text) => `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })}\n\n`,
      end: '',
      errors: Anthropic,
    },
  ],
];

describe.each(sdks)('the SDK of %s', (_, sdk) => {
  const sse = (response: ServerResponse): ServerResponse => response.writeHead(200, { 'content-type': 'text/event-stream' });

  const failureOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => null,
      (error: unknown) => error,
    );

  it('is answered with JSON', async () => {
    let asked: unknown;
    bench.answer = async (request, response) => {
      asked = JSON.parse(await bodyOf(request));
      sendJson(response, 200, sdk.answered);
    };
    expect(await sdk.complete()).toBe('Hi');
    expect(asked).toMatchObject({ model: 'm', messages });
  });

  it('gets errors with their headers', async () => {
    bench.answer = (__, response) => sendJson(response, 429, { error: { message: 'slowly', type: 'rate' } }, { 'retry-after': '7' });
    const failure = await failureOf(sdk.complete());
    expect(failure).toBeInstanceOf(sdk.errors.RateLimitError);
    expect((failure as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after')).toBe('7');
    expect(String(failure)).toContain('slowly');
  });

  it('tries again, and leaves the bodies it does not read', async () => {
    let attempts = 0;
    bench.answer = (__, response) => {
      attempts += 1;
      if (attempts === 3) return sendJson(response, 200, sdk.answered);
      return void response.writeHead(500, { 'retry-after-ms': '1' }).write('and then nothing');
    };
    expect(await sdk.complete({ maxRetries: 2 })).toBe('Hi');
    await eventually('two connections are closed', () => bench.server.open.size === 1);
  });

  it('takes a redirect for an error', async () => {
    bench.answer = (__, response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
    expect(await failureOf(sdk.complete())).toMatchObject({ status: 307 });
  });

  it('takes a failed connection for one', async () => {
    const gone = await startLocalServer(() => {});
    await gone.close();
    const failure = await failureOf(sdk.complete({ baseURL: gone.url }));
    expect(failure).toBeInstanceOf(sdk.errors.APIConnectionError);
    expect(failure).not.toBeInstanceOf(sdk.errors.APIConnectionTimeoutError);
    expect((failure as Error).cause).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it.each(['http://10.0.0.1/v1', 'http://timeout.internal/v1'])('lets a refusal of %s be recognised', async (baseURL) => {
    const failure = await failureOf(sdk.complete({ baseURL }));
    expect(findOutboundRefusal(failure)?.host).toBe(new URL(baseURL).host);
  });

  it('lets a refusal at the connection be recognised, whatever the host is called', async () => {
    const policy = new OutboundPolicy('', async () => [{ address: '127.0.0.1', family: 4 }]);
    bench.outbound = createOutboundFetch({ policy });
    const failure = await failureOf(sdk.complete({ baseURL: 'http://timeout.test/v1' }));
    expect(findOutboundRefusal(failure)).toMatchObject({ host: 'timeout.test' });
  });

  it('streams: each event is there before the next one is sent', async () => {
    let next = gate();
    bench.answer = async (__, response) => {
      sse(response);
      for (const text of ['a', 'b', 'c']) {
        response.write(sdk.event(text));
        await next.opened;
      }
      response.end(sdk.end);
    };
    const received: string[] = [];
    for await (const text of (await sdk.stream()).texts) {
      received.push(text);
      const { open } = next;
      next = gate();
      open();
    }
    expect(received).toEqual(['a', 'b', 'c']);
  });

  it('closes the upstream when its stream is left early', async () => {
    bench.answer = (__, response) => void sse(response).write(sdk.event('a') + sdk.event('b'));
    for await (const text of (await sdk.stream()).texts) {
      expect(text).toBe('a');
      break;
    }
    await bench.closed();
  });

  it('closes the upstream when its stream is aborted, and ends', async () => {
    bench.answer = (__, response) => void sse(response).write(sdk.event('a'));
    const { texts, abort } = await sdk.stream();
    const received: string[] = [];
    for await (const text of texts) {
      received.push(text);
      setImmediate(abort);
    }
    expect(received).toEqual(['a']);
    await bench.closed();
  });

  it('closes the upstream when its caller aborts', async () => {
    const controller = new AbortController();
    bench.answer = (__, response) => void sse(response).write(sdk.event('a'));
    const { texts } = await sdk.stream({ signal: controller.signal });
    for await (const text of texts) {
      expect(text).toBe('a');
      controller.abort();
    }
    await bench.closed();
  });

  it('gets what came before a stream broke, then an error', async () => {
    bench.answer = (__, response) => {
      sse(response).write(sdk.event('a'));
      setImmediate(() => response.destroy());
    };
    const received: string[] = [];
    const read = async (): Promise<void> => {
      for await (const text of (await sdk.stream()).texts) received.push(text);
    };
    await expect(read()).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
    expect(received).toEqual(['a']);
  });

  it('slows the upstream down when it is read slowly', async () => {
    let written = 0;
    const total = 32 * 1_048_576;
    const event = sdk.event('x'.repeat(4_096));
    bench.answer = (__, response) => {
      sse(response);
      const write = (): void => {
        while (written < total) {
          written += event.length;
          if (!response.write(event)) return void response.once('drain', write);
        }
        response.end(sdk.end);
      };
      write();
    };
    const texts = (await sdk.stream()).texts[Symbol.asyncIterator]();
    await texts.next();
    await eventually('the upstream stands still', async () => {
      const before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return written === before;
    });
    // What waits is in the buffers of the two sockets, which the system sizes.
    expect(written).toBeLessThan(total / 2);
    await texts.return?.();
    await bench.closed();
  });
});
