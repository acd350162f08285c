import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { describeWith } from '#libs/testing';
import { type ApiClient, type ApiResponse } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { metric } from './support/metric.js';
import { startPlatform, type Platform, type RunningInstance } from './support/platform.js';

const QUESTION = 'How do I reset my password?';

/** Limits of one gateway on counters of its own, so that each test begins with full ones. */
describeWith(['postgresql', 'rabbitmq', 'redis'], 'limits', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'real' });
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  async function gatewayWith(environment: Record<string, string>): Promise<RunningInstance & { api: ApiClient }> {
    await platform.redis!.flush();
    const gateway = await platform.startGateway(environment);
    return { ...gateway, api: gateway.client(platform.key) };
  }

  const limitHeaders = ({ headers }: ApiResponse) => ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'].map((name) => headers.get(name));

  it('count requests per address first, even those without credentials, and say when to come back', async () => {
    const { api } = await gatewayWith({ LIMIT_IP_PER_MINUTE: '3', LIMIT_GLOBAL_PER_MINUTE: '1000' });
    const first = await api.get('/api/v1/me');
    expect(limitHeaders(first)).toEqual(['3', '2', expect.stringMatching(/^([1-9]|[1-5]\d|60)$/), null]);
    expect((await api.withKey('wrong').get('/api/v1/me')).status).toBe(401);
    expect((await api.withKey(null).get('/api/v1/me')).headers.get('ratelimit-remaining')).toBe('0');
    const before = await metric({ api }, 'switchboard_limit_refusals_total', { limit: 'ip' });
    for (const refused of [await api.get('/api/v1/me'), await api.withKey('wrong').get('/api/v1/me'), await api.post('/api/v1/chat', '{broken'), await api.get('/nothing')]) {
      expect(expectProblem(refused, 'rate_limit_exceeded')).toMatchObject({ status: 429, retry_after: 60 });
      expect(limitHeaders(refused)).toEqual(['3', '0', expect.any(String), '60']);
    }
    expect(await metric({ api }, 'switchboard_limit_refusals_total', { limit: 'ip' })).toBe(before + 4);
  });

  it('are not escaped by another spelling of the path, nor by a made-up X-Forwarded-For', async () => {
    const { api, url } = await gatewayWith({ LIMIT_IP_PER_MINUTE: '2' });
    await api.get('/api/v1/me');
    await api.get('/api/v1/me');
    expect((await api.get('/api/v1/me', { headers: { 'X-Forwarded-For': '203.0.113.9' } })).status).toBe(429);
    for (const path of ['/%61pi/v1/auth/login', '/api/v1/auth/login', '/%61%70%69/v1/me', '//api/v1/me', '/api//v1/me', '/API/v1/me']) {
      expect({ path, status: await statusOf(url, path, path.endsWith('login') ? 'POST' : 'GET') }).toEqual({ path, status: 429 });
    }
  });

  it('count an address that a trusted proxy names', async () => {
    const { api } = await gatewayWith({ LIMIT_IP_PER_MINUTE: '1', TRUST_PROXY: '127.0.0.1' });
    const from = (address: string) => api.get('/api/v1/me', { headers: { 'X-Forwarded-For': address } });
    expect([(await from('203.0.113.1')).status, (await from('203.0.113.2')).status, (await from('203.0.113.1')).status]).toEqual([200, 200, 429]);
  });

  it('count everybody together next, before credentials are looked at', async () => {
    const { api } = await gatewayWith({ LIMIT_GLOBAL_PER_MINUTE: '2' });
    await api.get('/api/v1/me');
    await api.withKey('wrong').get('/api/v1/me');
    for (const refused of [await api.get('/api/v1/me'), await api.withKey('wrong').get('/api/v1/me')]) {
      expect(expectProblem(refused, 'service_busy')).toMatchObject({ status: 503, retry_after: 30 });
      expect(refused.headers.get('retry-after')).toBe('30');
    }
  });

  it('never refuse health and metrics', async () => {
    const { api } = await gatewayWith({ LIMIT_IP_PER_MINUTE: '1', LIMIT_GLOBAL_PER_MINUTE: '1' });
    for (let time = 0; time < 3; time += 1) {
      for (const path of ['/health', '/health/live', '/health/ready', '/metrics']) expect((await api.withKey(null).get(path)).status).toBe(200);
    }
  });

  it('ask for credentials before they count a contact, and count before they validate', async () => {
    const { api } = await gatewayWith({ LIMIT_CONTACT_PER_MINUTE: '2' });
    const user_id = newId();
    for (let time = 0; time < 4; time += 1) expectProblem(await api.withKey(null).post('/api/v1/chat', { user_id, message: QUESTION }), 'unauthenticated');
    expectProblem(await api.post('/api/v1/chat', { user_id, message: '' }), 'invalid_request');
    const second = await api.post('/api/v1/chat', { user_id, message: QUESTION });
    expect({ status: second.status, headers: limitHeaders(second).slice(0, 2) }).toEqual({ status: 200, headers: ['2', '0'] });
    for (const body of [{ user_id, message: QUESTION }, { user_id, message: '' }, { user_id }]) {
      const refused = await api.post('/api/v1/chat', body);
      const { retry_after } = expectProblem(refused, 'user_quota_exceeded');
      expect(retry_after).toBeGreaterThan(0);
      expect(retry_after).toBeLessThanOrEqual(60);
      expect(refused.headers.get('retry-after')).toBe(String(retry_after));
    }
    expect((await api.post('/api/v1/chat', { user_id: newId(), message: QUESTION })).status).toBe(200);
  });

  it('know a contact through every way in, on every gateway', async () => {
    const { api } = await gatewayWith({ LIMIT_CONTACT_PER_MINUTE: '4' });
    const other = (await platform.startGateway({ LIMIT_CONTACT_PER_MINUTE: '4' })).client(platform.key);
    const contact = { user_id: newId(), session_id: newId() };
    expect((await api.post('/api/v1/chat', { ...contact, message: QUESTION })).status).toBe(200);
    expect((await other.post('/api/v1/chat', { session_id: contact.session_id, message: QUESTION })).status).toBe(200);
    expect((await api.post('/api/v1/chat/stream', { user_id: `  ${contact.user_id} `, message: QUESTION })).status).toBe(200);
    const { body } = await api.post('/api/v1/conversations', { contact: { external_id: contact.user_id } });
    const post = (client: ApiClient) => client.post(`/api/v1/conversations/${body.id}/messages`, { message: QUESTION });
    expect((await post(other)).status).toBe(202);
    for (const refused of [await post(api), await other.post('/api/v1/chat', { ...contact, message: QUESTION }), await api.post('/api/v1/chat', { session_id: ` ${contact.session_id}`, message: QUESTION })]) {
      expectProblem(refused, 'user_quota_exceeded');
    }
  });

  it('let a contact send 60 messages a minute when nothing else is configured', async () => {
    const { api } = await gatewayWith({});
    const user_id = newId();
    const statuses = await Promise.all(Array.from({ length: 65 }, () => api.post('/api/v1/chat', { user_id, message: '' }).then(({ status }) => status)));
    expect(statuses.filter((status) => status === 400)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });
});

/** Sends the path as it is; fetch would tidy it up. */
function statusOf(origin: string, path: string, method: string): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = rawRequest({ hostname, port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}
