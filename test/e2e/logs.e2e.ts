import { request as rawRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { BUS, type Bus } from '#libs/messaging';
import { Logger } from '#libs/observability';
import { describeWith, eventually } from '#libs/testing';
import type { Json } from './support/api-client.js';
import { startPlatform, type Platform } from './support/platform.js';
import { PASSWORD, signInStaff } from './support/staff.js';

describeWith('postgresql', 'logs', () => {
  let platform: Platform;
  let written: string[];
  let terminal: jest.SpiedFunction<typeof process.stdout.write>;

  /** The platform with its real logger, whose lines go to stdout. */
  beforeAll(async () => {
    written = [];
    terminal = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => Boolean(written.push(String(chunk))));
    platform = await startPlatform({ parts: 'embedded', logger: new Logger({ level: 'trace', app: 'all-in-one' }) });
  }, 60_000);

  afterAll(async () => {
    await platform?.close();
    terminal.mockRestore();
  }, 30_000);

  const lines = (): Json[] => written.join('').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const linesOf = (correlationId: string): Json[] => lines().filter((line) => line.correlation_id === correlationId);

  /** Sends a message, and gives the ids its lines must carry. */
  async function send(message: string): Promise<Record<string, string>> {
    const correlation_id = newId();
    const { body: conversation } = await platform.api.post('/api/v1/conversations', {});
    const { body } = await platform.api.post(`/api/v1/conversations/${conversation.id}/messages`, { message }, { headers: { 'X-Correlation-Id': correlation_id } });
    await eventually('the end of the turn', async () => (await platform.api.get(`/api/v1/turns/${body.turn_id}`)).body.ended_at);
    const tenant_id = (await platform.api.get('/api/v1/me')).body.tenant_id;
    return { correlation_id, tenant_id, conversation_id: conversation.id, turn_id: body.turn_id };
  }

  it('are JSON, one object a line, with time, level and app', () => {
    expect(lines().length).toBeGreaterThan(10);
    for (const line of lines()) expect(line).toMatchObject({ app: 'all-in-one', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), level: expect.stringMatching(/^(trace|debug|info|warn|error)$/) });
  });

  it.each([
    ['answered by the FAQ agent', 'How do I reset my password?', ['router-agent.route-turn', 'faq-agent.answer-turn']],
    ['handed off', 'I want to talk to a human', ['router-agent.route-turn', 'handoff-agent.hand-off-turn']],
  ])('carry the same ids through a turn that is %s', async (_, message, queues) => {
    const ids = await send(message);
    const ofTurn = await eventually('its lines', () => {
      const found = lines().filter((line) => line.turn_id === ids['turn_id']);
      return queues.every((queue) => found.some((line) => line.queue === queue)) ? found : null;
    });
    for (const line of ofTurn) expect(line).toMatchObject(ids);
    expect(ofTurn.map((line) => line.msg)).toEqual(expect.arrayContaining(['a message was accepted', 'an envelope was handled', 'a turn has ended']));
  });

  it('carry the ids also where a consumer fails', async () => {
    const bus = platform.app.get<Bus>(BUS);
    const publish = bus.publish.bind(bus);
    let failures = 0;
    const failing = jest.spyOn(bus, 'publish').mockImplementation((envelope) => {
      if (envelope.type !== 'faq-agent.answer-turn.v1' || failures > 0) return publish(envelope);
      failures += 1;
      return Promise.reject(new Error('the broker is away'));
    });
    const ids = await send('How do I reset my password?');
    failing.mockRestore();
    const failed = lines().filter((line) => line.msg === 'a consumer failed');
    expect(failed).toEqual([expect.objectContaining({ ...ids, queue: 'router-agent.route-turn', attempt: 1 })]);
  });

  it('carry the correlation id of a request whose body comes late, in what it is told and what it begins', async () => {
    for (const [body, status] of [['{"message": "Hello"}', 200], ['{"message": ""}', 400]] as const) {
      const correlationId = newId();
      const response = await sendSlowly(platform, '/api/v1/chat', body, correlationId);
      expect(response.status).toBe(status);
      if (status === 400) expect(response.body.correlation_id).toBe(correlationId);
      else expect(linesOf(correlationId).map((line) => line.msg)).toContain('a message was accepted');
    }
  });

  it('never show a key, a password or a token', async () => {
    const tenant = await platform.createTenant();
    const staff = await signInStaff(tenant, 'admin');
    const { body: key } = await staff.api.post('/api/v1/api-keys', { name: 'secret', scopes: ['chat'] });
    const anonymous = tenant.api.withKey(null);
    await anonymous.post('/api/v1/auth/login', { tenant: tenant.slug, email: staff.email, password: 'a wrong password' });
    await anonymous.post('/api/v1/auth/login', { tenant: tenant.slug, email: 42, password: PASSWORD });
    await anonymous.post('/api/v1/auth/refresh', { refresh_token: staff.tokens.refresh_token });
    await tenant.api.withKey(`${key.key}x`).get('/api/v1/me');
    await tenant.api.withKey(key.key).post('/api/v1/chat', '{broken');
    const all = written.join('');
    for (const secret of [platform.key, tenant.key, key.key, PASSWORD, 'a wrong password', staff.tokens.access_token, staff.tokens.refresh_token, platform.announcement.match(/\/ (\S+)\n/)![1]!]) {
      expect(all).not.toContain(secret);
    }
  });
});

/** Sends the headers first and the body a moment later. */
async function sendSlowly({ url, key }: Platform, path: string, body: string, correlationId: string): Promise<{ status: number; body: Json }> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'X-API-Key': key, 'X-Correlation-Id': correlationId };
  const request = rawRequest(`${url}${path}`, { method: 'POST', headers });
  const answered = new Promise<{ status: number; body: Json }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) }));
    });
  });
  request.flushHeaders();
  // Time for the headers to arrive alone.
  await sleep(50);
  request.end(body);
  return answered;
}
