import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Health } from '#libs/contracts';
import { SERVER_URLS, describeWith, eventually, startTcpProxy, type TcpProxy } from '#libs/testing';
import { metric } from './support/metric.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform } from './support/platform.js';

const QUESTION = 'How do I reset my password?';

describeWith(['postgresql', 'rabbitmq', 'redis'], 'health and metrics', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({ environment: { OUTBOX_GRACE_MS: '500' } });
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  it.each(['/health', '/health/ready'])('%s tells of every part, without credentials', async (path) => {
    const { status, body } = await platform.api.withKey(null).get(path);
    expect(status).toBe(200);
    const { services, ...health } = Health.strict().parse(body);
    expect(health).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    const kinds = Object.fromEntries(Object.entries(services).map(([name, service]) => [name, `${service.kind} ${service.status}`]));
    expect(kinds).toEqual({ database: 'postgresql up', broker: 'rabbitmq up', cache: 'redis up', search: 'embedded up', llm: 'local up' });
  });

  it('/health/live says no more than that the process runs', async () => {
    expect((await platform.api.withKey(null).get('/health/live')).body).toEqual({ status: 'ok' });
  });

  describe('behind a connection that breaks', () => {
    let proxies: Record<'database' | 'broker' | 'cache', TcpProxy>;

    beforeAll(async () => {
      const [database, broker, cache] = await Promise.all([SERVER_URLS.postgresql, SERVER_URLS.rabbitmq, SERVER_URLS.redis].map(startTcpProxy));
      proxies = { database: database!, broker: broker!, cache: cache! };
    });

    afterAll(async () => {
      for (const proxy of Object.values(proxies)) await proxy.close().catch(() => undefined);
    });

    it.each([
      ['database', 503, 'unavailable'],
      ['broker', 503, 'unavailable'],
      ['cache', 200, 'degraded'],
    ] as const)('/health answers for a lost %s with %i', async (part, status, word) => {
      const gateway = await platform.startGateway(platform.through(part, proxies[part].url));
      const api = gateway.client(platform.key);
      expect((await api.get('/health')).body.status).toBe('ok');
      await proxies[part].close();
      const report = await eventually('the loss is seen', async () => {
        const response = await api.get('/health');
        return response.body.status === 'ok' ? null : response;
      });
      expect(report).toMatchObject({ status, body: { status: word, services: { [part]: { status: 'down', detail: expect.any(String) } } } });
      expect((await api.get('/health/ready')).status).toBe(status);
      expect((await api.get('/health/live')).status).toBe(200);
      await AFTER_LOSS[part](api);
      await gateway.close();
    }, 30_000);

    /** What requests get meanwhile. */
    const AFTER_LOSS: Record<'database' | 'broker' | 'cache', (api: Platform['api']) => Promise<void>> = {
      database: async (api) => {
        const response = await api.post('/api/v1/chat', { message: QUESTION });
        expectProblem(response, 'service_unavailable');
        expect(response.headers.get('retry-after')).toBe('5');
      },
      // Accepted all the same: the envelope waits in the outbox, and another process' sweeper publishes it.
      broker: async (api) => {
        const { body: conversation } = await api.post('/api/v1/conversations', {});
        const { status, body } = await api.post(`/api/v1/conversations/${conversation.id}/messages`, { message: QUESTION });
        expect(status).toBe(202);
        await eventually('the answer', async () => (await api.get(`/api/v1/turns/${body.turn_id}`)).body.state === 'answered');
      },
      cache: async (api) => {
        expect(await api.post('/api/v1/chat', { message: QUESTION })).toMatchObject({ status: 200, body: { agent_type: 'faq' } });
      },
    };
  });

  describe('/metrics', () => {
    it('is Prometheus text with the platform’s metrics, described', async () => {
      await platform.api.post('/api/v1/chat', { message: QUESTION });
      const { status, headers, text } = await platform.api.withKey(null).get('/metrics');
      expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: expect.stringMatching(/^text\/plain; version=0\.0\.4/) });
      for (const line of text.split('\n').filter(Boolean)) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? (-?[\d.e+-]+|NaN|[+-]Inf))$/);
      const types = Object.fromEntries([...text.matchAll(/^# TYPE (switchboard_\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]));
      expect(types).toMatchObject({
        switchboard_turn_stage_seconds: 'histogram',
        switchboard_turns_total: 'counter',
        switchboard_handoffs_total: 'counter',
        switchboard_limit_refusals_total: 'counter',
        switchboard_late_replies_total: 'counter',
        switchboard_queue_depth: 'gauge',
        switchboard_outbox_pending: 'gauge',
        switchboard_envelopes_total: 'counter',
        switchboard_http_request_seconds: 'histogram',
        switchboard_open_streams: 'gauge',
        switchboard_component_start_seconds: 'gauge',
        switchboard_start_total_seconds: 'gauge',
        switchboard_start_efficiency: 'gauge',
      });
      for (const stage of ['accept', 'route', 'answer', 'total']) expect(text).toContain(`switchboard_turn_stage_seconds_count{stage="${stage}"}`);
      for (const component of ['database', 'bus', 'redis', 'jobs', 'http']) expect(text).toContain(`switchboard_component_start_seconds{component="${component}"}`);
    });

    it('counts turns, handoffs and requests by what became of them', async () => {
      const values = () =>
        Promise.all([
          metric(platform, 'switchboard_turns_total', { outcome: 'answered', agent_type: 'faq' }),
          metric(platform, 'switchboard_turns_total', { outcome: 'handed_off', agent_type: 'human' }),
          metric(platform, 'switchboard_handoffs_total', { reason: 'contact_asked' }),
          metric(platform, 'switchboard_http_request_seconds_count', { method: 'POST', route: '/api/v1/chat', status: '200' }),
          metric(platform, 'switchboard_turn_stage_seconds_count', { stage: 'total' }),
        ]);
      const before = await values();
      for (const message of [QUESTION, 'I want to talk to a human']) await platform.api.post('/api/v1/chat', { message });
      const expected = before.map((value, index) => value + [1, 1, 1, 2, 2][index]!);
      await eventually('the counts', async () => JSON.stringify(await values()) === JSON.stringify(expected));
    });

    it('names no tenant, no contact and no id in its labels', async () => {
      const { text } = await platform.api.get('/metrics');
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    });
  });
});
