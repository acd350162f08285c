import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWith, eventually, type LlmFormat } from '#libs/testing';
import type { Json } from './support/api-client.js';
import { startHandDrivenLlm, type HandDrivenCall, type HandDrivenLlm } from './support/hand-driven-llm.js';
import { metric } from './support/metric.js';
import type { TestTenant } from './support/platform.js';
import { FORMATS, anthropicClient, createChannel, createKey, openAiClient, receiptOf, rowsOf, settledRows, startRelayBench, type RelayBench } from './support/relay.js';

const MODEL = 'scripted-small';
const HI = [{ role: 'user' as const, content: 'Hi' }];
const PATHS = { openai: '/v1/chat/completions', anthropic: '/v1/messages' };
const PAIRS = FORMATS.flatMap((client) => FORMATS.map((channel) => ({ client, channel })));

/** A stream as one of the clients reads it, text by text. */
interface ReadStream {
  requestId: string;
  texts: AsyncIterator<string>;
  abort(): void;
}

describeWith('postgresql', 'streams of the relay', () => {
  let bench: RelayBench;
  let vendor: HandDrivenLlm;
  let tenant: TestTenant;
  let key: Json;

  beforeAll(async () => {
    bench = await startRelayBench();
    vendor = await startHandDrivenLlm();
  }, 60_000);

  afterAll(async () => {
    await bench?.close();
    await vendor?.close();
  }, 30_000);

  beforeEach(async () => {
    bench.llm.reset();
    tenant = await bench.platform.createTenant();
    key = await createKey(tenant);
  });

  async function open(client: LlmFormat, more: object = {}): Promise<ReadStream> {
    const body = { model: MODEL, messages: HI, stream: true as const, ...more };
    if (client === 'openai') {
      const { data, response } = await openAiClient(bench.platform.url, key.key).chat.completions.create(body).withResponse();
      return { requestId: response.headers.get('x-request-id')!, texts: textsOf(data, ({ choices }) => choices[0]?.delta.content), abort: () => data.controller.abort() };
    }
    const { data, response } = await anthropicClient(bench.platform.url, key.key).messages.create({ max_tokens: 5_000_000, ...body }).withResponse();
    return {
      requestId: response.headers.get('request-id')!,
      texts: textsOf(data, (event) => (event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text : undefined)),
      abort: () => data.controller.abort(),
    };
  }

  const complaints = () => bench.platform.lines.filter(({ msg }) => msg === 'a request failed');
  const openStreams = (): Promise<number> => metric(bench.platform, 'switchboard_open_streams');

  describe.each(PAIRS)('of $client’s client over a channel of $channel', ({ client, channel }) => {
    const addChannel = (url = vendor.url, more: object = {}) => createChannel(tenant, channel, url, more);

    it('pass each piece on before the next one is sent', async () => {
      await addChannel();
      const opening = open(client);
      const call = await vendor.nextCall();
      call.open();
      call.say('piece 0');
      const { texts, requestId } = await opening;
      expect(await nextText(texts)).toBe('piece 0');
      for (let piece = 1; piece < 20; piece += 1) {
        call.say(`piece ${piece}`);
        expect(await nextText(texts)).toBe(`piece ${piece}`);
      }
      call.end();
      expect(await nextText(texts)).toBeNull();
      expect(await receiptOf(tenant, requestId)).toMatchObject({ outcome: 'completed', input_tokens: 20, output_tokens: 10, estimated: false });
    });

    it('end the vendor’s call when the client aborts, and bill what was produced, once', async () => {
      await addChannel();
      const before = await openStreams();
      const opening = open(client);
      const call = await vendor.nextCall();
      call.open();
      call.say('one two three');
      const { texts, requestId, abort } = await opening;
      await nextText(texts);
      expect(await openStreams()).toBe(before + 1);
      abort();
      await eventually('the vendor is hung up on', () => call.gone);
      const row = await receiptOf(tenant, requestId);
      expect(row).toMatchObject({ outcome: 'cancelled', estimated: true });
      expect(row.output_tokens).toBeGreaterThan(0);
      expect(row.input_tokens).toBeGreaterThan(0);
      expect(await rowsOf(bench.platform, key.id)).toHaveLength(1);
      await eventually('no stream left', async () => (await openStreams()) === before);
      const shown = await tenant.api.get(`/api/v1/virtual-keys/${key.id}`);
      expect(shown.body.used_tokens).toBe(row.input_tokens + row.output_tokens + row.cache_read_tokens + row.cache_write_tokens);
    });

    it.each([true, false])('end the vendor’s call when the client goes before the first token, and cost nothing; streaming: %s', async (stream) => {
      await addChannel();
      const before = await openStreams();
      const gone = new AbortController();
      const asking = bench.platform.api.withKey(null).open('POST', PATHS[client], { headers: { Authorization: `Bearer ${key.key}` }, body: { model: MODEL, messages: HI, max_tokens: 5_000_000, stream }, signal: gone.signal });
      const call = await vendor.nextCall();
      if (stream) call.open();
      gone.abort();
      await expect(asking).rejects.toThrow();
      await eventually('the vendor is hung up on', () => call.gone);
      const [row] = await settledRows(bench.platform, key.id, 1);
      expect(row).toMatchObject({ outcome: 'cancelled', output_tokens: 0, cost: '0.0000000000' });
      expect(await openStreams()).toBe(before);
      expect(complaints()).toEqual([]);
    });

    it('that break after the first token end with an error, and are billed for what came', async () => {
      await addChannel(bench.llm.url, { timeouts: { idle_ms: 200 } });
      const behaviours = [{ kind: 'cut' }, { kind: 'overloaded-in-stream' }, { kind: 'garbage-chunk' }, { kind: 'hang', before: 'next-chunk' }] as const;
      for (const behaviour of behaviours) {
        bench.llm.script({ ...behaviour, afterChunks: 2 });
        const { texts, requestId } = await open(client);
        expect([await nextText(texts), await nextText(texts)].join('')).toBe('word0 word1 ');
        const error = await nextText(texts).catch((thrown: unknown) => thrown as Json);
        expect({ behaviour, error }).toMatchObject({ behaviour, error: expect.objectContaining({ error: expect.anything() }) });
        expect(JSON.stringify(error.error)).toMatch(/broke off|cannot be read/);
        expect(JSON.stringify(error.error)).not.toContain('127.0.0.1');
        const row = await receiptOf(tenant, requestId);
        expect({ behaviour, row }).toMatchObject({ behaviour, row: { outcome: 'broken', estimated: true } });
        expect(row.output_tokens).toBeGreaterThan(0);
      }
      expect(await rowsOf(bench.platform, key.id)).toHaveLength(behaviours.length);
    });

    it('without counts are estimated', async () => {
      await addChannel(bench.llm.url);
      bench.llm.script({ kind: 'answer', text: 'Some words that were said', usage: 'missing' });
      const { texts, requestId } = await open(client);
      while ((await nextText(texts)) !== null);
      const row = await receiptOf(tenant, requestId);
      expect(row).toMatchObject({ outcome: 'completed', estimated: true });
      expect(row.output_tokens).toBeGreaterThanOrEqual(4);
      expect(row.input_tokens).toBeGreaterThan(0);
    });

    it('wait for a client that reads slowly, and lose nothing', async () => {
      await addChannel(vendor.url, { timeouts: { idle_ms: 600_000 } });
      const response = await unread(bench.platform.url, client, key.key, vendor);
      const { call, incoming } = response;
      const piece = 'x'.repeat(100_000);
      let said = false;
      const saying = call.sayOften(piece, 600).then(() => (said = true));
      await heldStill(call);
      expect(said).toBe(false);
      expect(call.sent).toBeLessThan(45_000_000);
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => (bytes += chunk.length)).resume();
      await saying;
      call.end();
      await eventually('all of it', () => incoming.complete, 30_000);
      expect(bytes).toBeGreaterThan(60_000_000);
      expect((await receiptOf(tenant, incoming.headers['x-request-id'] as string)).outcome).toBe('completed');
    });

    it('held back by a client that then goes end as well', async () => {
      await addChannel(vendor.url);
      const before = await openStreams();
      const { call, incoming } = await unread(bench.platform.url, client, key.key, vendor);
      const saying = call.sayOften('x'.repeat(100_000), 600);
      await heldStill(call);
      incoming.destroy();
      expect(await saying).toBeLessThan(600);
      expect(await receiptOf(tenant, incoming.headers['x-request-id'] as string)).toMatchObject({ outcome: 'cancelled', estimated: true });
      await eventually('no stream left', async () => (await openStreams()) === before);
    });
  });

  it('of clients that hang up at once end as well', async () => {
    await createChannel(tenant, 'openai', vendor.url);
    const body = JSON.stringify({ model: MODEL, messages: HI, stream: true });
    const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer ${key.key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const { port, hostname } = new URL(bench.platform.url);
    const calls: HandDrivenCall[] = [];
    for (let client = 0; client < 30; client += 1) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.end(head + body);
      if (client % 3 > 0) socket.destroySoon();
      else socket.destroy();
    }
    await eventually('all of them hung up on', async () => {
      calls.push(...vendor.takeCalls());
      const rows = await rowsOf(bench.platform, key.id);
      return rows.length > 0 && rows.every(({ outcome }) => outcome === 'cancelled') && calls.every(({ gone }) => gone);
    });
    expect(complaints()).toEqual([]);
  });

  it('leave nothing behind, however many there were', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    await createChannel(tenant, 'openai', bench.llm.url);
    const round = async (streams: number): Promise<void> => {
      for (let stream = 0; stream < streams; stream += 1) {
        const { texts, abort } = await open(stream % 2 === 0 ? 'openai' : 'anthropic');
        await nextText(texts);
        if (stream % 5 === 0) abort();
        else while ((await nextText(texts)) !== null);
      }
      await eventually('no stream left', async () => (await openStreams()) === 0);
    };
    await round(20);
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = { timers: timers(), listeners: listenersOf(bench) };
    await round(500);
    await eventually('no timer left', () => timers() <= before.timers + 3);
    expect(listenersOf(bench)).toEqual(before.listeners);
    process.removeListener('warning', note);
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
  }, 60_000);
});

/** The next text, or null at the end. */
async function nextText(texts: AsyncIterator<string>): Promise<string | null> {
  const { done, value } = await texts.next();
  return done ? null : value;
}

async function* textsOf<Event>(stream: AsyncIterable<Event>, textOf: (event: Event) => string | null | undefined): AsyncGenerator<string> {
  for await (const event of stream) {
    const text = textOf(event);
    if (text) yield text;
  }
}

/** A stream whose headers have come and that nobody reads. */
async function unread(url: string, client: LlmFormat, key: string, vendor: HandDrivenLlm) {
  const request = httpRequest(`${url}${PATHS[client]}`, { method: 'POST', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject));
  request.end(JSON.stringify({ model: MODEL, messages: HI, max_tokens: 5_000_000, stream: true }));
  const call = await vendor.nextCall();
  call.open();
  call.say('first');
  const incoming = await answered;
  incoming.on('error', () => undefined);
  incoming.pause();
  return { call, incoming };
}

/** Waits until nothing more of what the vendor sends is taken. */
async function heldStill(call: { sent: number; heldBack: boolean }): Promise<void> {
  for (let still = 0, sent = -1; still < 10; await sleep(50)) {
    still = call.heldBack && call.sent === sent ? still + 1 : 0;
    sent = call.sent;
  }
}

const listenersOf = ({ platform }: RelayBench): Record<string, number> => {
  const server = platform.app.getHttpServer();
  return Object.fromEntries(server.eventNames().map((name) => [String(name), server.listenerCount(name)]));
};
