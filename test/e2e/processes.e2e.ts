import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { newId, randomToken } from '#libs/kernel';
import { createTestDatabase, createTestRedisDatabase, createTestVhost, describeWith, eventually } from '#libs/testing';
import { ApiClient } from './support/api-client.js';
import { startAppProcess, type AppProcess } from './support/app-process.js';
import { startOtlpCollector } from './support/otlp-collector.js';

describeWith(['postgresql', 'rabbitmq', 'redis'], 'apps as processes of their own', () => {
  it('trace and log one turn as one, as JSON lines without secrets, and stop when asked', async () => {
    const key = `sb_test_${randomToken(16)}`;
    const jwtSecret = randomToken(48);
    const [postgres, vhost, redis, collector, dataDir] = await Promise.all([createTestDatabase(), createTestVhost(), createTestRedisDatabase(), startOtlpCollector(), mkdtemp(join(tmpdir(), 'switchboard-e2e-'))]);
    const environment = {
      NODE_ENV: 'production',
      DATABASE_URL: postgres.owner,
      RABBITMQ_URL: vhost.url,
      REDIS_URL: redis.url,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'trace',
      JWT_SECRET: jwtSecret,
      SWITCHBOARD_DEMO_API_KEY: key,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    };
    const names = ['gateway', 'router-agent', 'faq-agent'] as const;
    const apps = new Map<string, AppProcess>();
    try {
      await Promise.all(names.map(async (name) => apps.set(name, await startAppProcess(name, environment))));
      const { port } = await apps.get('gateway')!.logged('listening');
      for (const name of names.slice(1)) await apps.get(name)!.logged('components started');
      const api = new ApiClient(`http://127.0.0.1:${port}`, key);
      const correlationId = newId();
      const reply = await api.post('/api/v1/chat', { message: 'How do I reset my password?' }, { headers: { 'X-Correlation-Id': correlationId } });
      expect(reply).toMatchObject({ status: 200, body: { agent_type: 'faq' } });
      await api.withKey(null).post('/api/v1/auth/login', { tenant: 'demo', email: 'admin@demo.example', password: 'a wrong password' });

      expect(await Promise.all([...apps.values()].map((app) => app.stop()))).toEqual([0, 0, 0]);
      const ofTurn = [...apps.values()].map((app) => app.lines().filter((line) => line.correlation_id === correlationId && line.turn_id));
      for (const lines of ofTurn) expect(lines.length).toBeGreaterThan(0);
      const ids = ofTurn.flat().map(({ tenant_id, conversation_id, turn_id }) => [tenant_id, conversation_id, turn_id].join());
      expect(new Set(ids).size).toBe(1);

      const output = [...apps.values()].map((app) => app.output()).join('');
      for (const secret of [key, jwtSecret, 'a wrong password']) expect(output).not.toContain(secret);

      await expectOneTrace(collector.spans);
    } finally {
      for (const app of apps.values()) await app.stop();
      await Promise.all([postgres.drop(), vhost.drop(), redis.drop(), collector.close(), rm(dataDir, { recursive: true, force: true })]);
    }
  }, 90_000);
});

/** The request, the routing and the answer belong to one trace, each below the one before it. */
async function expectOneTrace(spans: Awaited<ReturnType<typeof startOtlpCollector>>['spans']): Promise<void> {
  const find = (service: string, name: string) => eventually(`the span ${name} of ${service}`, () => spans.find((span) => span.service === service && span.name === name));
  const routing = await find('switchboard-router-agent', 'router-agent.route-turn process');
  const answering = await find('switchboard-faq-agent', 'faq-agent.answer-turn process');
  const request = await eventually('the request’s span', () => spans.find((span) => span.service === 'switchboard-gateway' && span.traceId === routing.traceId && !span.parentSpanId));
  expect(request.attributes['http.request.method'] ?? request.attributes['http.method']).toBe('POST');
  expect(answering.traceId).toBe(routing.traceId);
  expect(answering.attributes['switchboard.turn_id']).toBe(routing.attributes['switchboard.turn_id']);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const ancestors = (span: (typeof spans)[number]): string[] => {
    const parent = byId.get(span.parentSpanId ?? '');
    return parent ? [parent.spanId, ...ancestors(parent)] : [];
  };
  expect(ancestors(routing)).toContain(request.spanId);
  expect(ancestors(answering)).toContain(routing.spanId);
}
