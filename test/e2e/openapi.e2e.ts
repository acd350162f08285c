import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { describeWith } from '#libs/testing';
import { readEvents, type Json } from './support/api-client.js';
import { startPlatform, type Platform } from './support/platform.js';
import { PASSWORD } from './support/staff.js';

/** Every route of the platform; a new one belongs into the document, and here. */
const ROUTES = [
  'post /api/v1/chat',
  'post /api/v1/chat/stream',
  'get /api/v1/session/{id}/history',
  'delete /api/v1/session/{id}',
  'post /api/v1/conversations',
  'get /api/v1/conversations',
  'get /api/v1/conversations/{id}',
  'get /api/v1/conversations/{id}/messages',
  'post /api/v1/conversations/{id}/messages',
  'get /api/v1/turns/{id}',
  'get /api/v1/turns/{id}/events',
  'post /api/v1/turns/{id}/feedback',
  'get /api/v1/desk/conversations',
  'post /api/v1/desk/conversations/{id}/take-over',
  'post /api/v1/desk/conversations/{id}/reply',
  'post /api/v1/desk/conversations/{id}/hand-back',
  'post /api/v1/desk/conversations/{id}/resolve',
  'post /api/v1/auth/login',
  'post /api/v1/auth/refresh',
  'post /api/v1/auth/logout',
  'get /api/v1/me',
  'post /api/v1/api-keys',
  'get /api/v1/api-keys',
  'delete /api/v1/api-keys/{id}',
  'post /api/v1/staff',
  'get /api/v1/staff',
  'delete /api/v1/staff/{id}',
  'post /api/v1/channels',
  'get /api/v1/channels',
  'get /api/v1/channels/{id}',
  'patch /api/v1/channels/{id}',
  'delete /api/v1/cache/answers',
  'delete /api/v1/channels/{id}',
  'post /api/v1/channels/{id}/disable',
  'post /api/v1/channels/{id}/test',
  'get /api/v1/channels/health',
  'post /api/v1/channels/select',
  'get /api/v1/model-choices',
  'put /api/v1/model-choices',
  'post /api/v1/groups',
  'get /api/v1/groups',
  'get /api/v1/groups/{id}',
  'patch /api/v1/groups/{id}',
  'delete /api/v1/groups/{id}',
  'post /api/v1/virtual-keys',
  'get /api/v1/virtual-keys',
  'get /api/v1/virtual-keys/{id}',
  'patch /api/v1/virtual-keys/{id}',
  'delete /api/v1/virtual-keys/{id}',
  'post /api/v1/budgets',
  'get /api/v1/budgets',
  'get /api/v1/budgets/{id}',
  'patch /api/v1/budgets/{id}',
  'delete /api/v1/budgets/{id}',
  'get /api/v1/prices',
  'put /api/v1/prices',
  'delete /api/v1/prices/{model}',
  'get /api/v1/usage',
  'get /api/v1/usage/forecast',
  'get /api/v1/turns/{id}/receipt',
  'get /api/v1/relay/{id}/receipt',
  'post /api/v1/faqs',
  'get /api/v1/faqs',
  'get /api/v1/faqs/{id}',
  'patch /api/v1/faqs/{id}',
  'delete /api/v1/faqs/{id}',
  'get /api/v1/faqs/{id}/versions',
  'post /api/v1/faqs/{id}/restore',
  'post /api/v1/faqs/import',
  'get /api/v1/faqs/export',
  'get /api/v1/faqs/search',
  'post /api/v1/faqs/{id}/feedback',
  'get /api/v1/faqs/synonyms',
  'post /api/v1/faqs/synonyms',
  'put /api/v1/faqs/synonyms',
  'delete /api/v1/faqs/synonyms/{id}',
  'get /api/v1/faqs/popular',
  'get /api/v1/analytics/faqs',
  'get /api/v1/faqs/candidates',
  'post /api/v1/faqs/candidates/{id}/accept',
  'post /api/v1/faqs/candidates/{id}/dismiss',
  'post /api/v1/intents/classify',
  'post /api/v1/intents/examples',
  'get /api/v1/intents/examples',
  'delete /api/v1/intents/examples/{id}',
  'get /api/v1/intents/models',
  'post /api/v1/intents/models/retrain',
  'post /api/v1/intents/models/{version}/activate',
  'post /v1/chat/completions',
  'post /v1/messages',
  'post /v1/embeddings',
  'get /v1/models',
  'get /v1/models/{id}',
  'get /health',
  'get /health/ready',
  'get /health/live',
];

describeWith('postgresql', 'OpenAPI', () => {
  let platform: Platform;
  let document: Json;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
    document = (await platform.api.withKey(null).get('/api/openapi.json')).body;
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const operations = (): { name: string; path: string; operation: Json }[] =>
    Object.entries<Record<string, Json>>(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })));

  it('is an OpenAPI 3.0 document of every route and nothing else', () => {
    expect(document.openapi).toMatch(/^3\.0\.\d$/);
    expect(document.info).toMatchObject({ title: 'Switchboard', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(operations().map(({ name }) => name).sort()).toEqual([...ROUTES].sort());
  });

  it('gives every operation an id of its own, its parameters, responses and refusals', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = (operation.parameters ?? []).filter((parameter: Json) => parameter.in === 'path' && parameter.required);
      expect({ name, path: declared.map((parameter: Json) => parameter.name) }).toEqual({ name, path: inPath });
      expect(Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
      // The relay tells errors in the format of the vendor whose API it speaks.
      expect(operation.responses['429'].content).toHaveProperty([path.startsWith('/v1/') ? 'application/json' : 'application/problem+json']);
    }
  });

  it('resolves all its references and names security schemes that exist', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer]) => pointer!);
    for (const pointer of references) expect(pointer.split('/').reduce((value: Json, key) => value?.[key], document)).toBeDefined();
    const schemes = Object.keys(document.components.securitySchemes);
    for (const { operation } of operations()) for (const scheme of operation.security ?? []) expect(schemes).toEqual(expect.arrayContaining(Object.keys(scheme)));
  });

  it('asks for credentials everywhere but where they are given', () => {
    const open = operations().filter(({ operation }) => !operation.security?.length).map(({ name }) => name);
    expect(open.sort()).toEqual(['get /health', 'get /health/live', 'get /health/ready', 'post /api/v1/auth/login', 'post /api/v1/auth/logout', 'post /api/v1/auth/refresh']);
  });

  describe('accepts what the API returns', () => {
    /** What the document says of a response, as a validator. */
    const schemaOf = (route: string, status: number, type = 'application/json'): z.ZodType => {
      const [method, path] = route.split(' ') as [string, string];
      return z.fromJSONSchema(document.paths[path][method].responses[status].content[type].schema, { defaultTarget: 'openapi-3.0' });
    };
    const check = (route: string, response: { status: number; body: Json }): Json => {
      expect(response.status).toBeLessThan(300);
      expect(schemaOf(route, response.status).safeParse(response.body)).toMatchObject({ success: true });
      expect(schemaOf(route, response.status).safeParse({ unexpected: true }).success).toBe(false);
      return response.body;
    };

    it('of a conversation, from its beginning to the desk', async () => {
      const { api } = platform;
      const conversation = check('post /api/v1/conversations', await api.post('/api/v1/conversations', { contact: { external_id: 'documented' }, metadata: { a: [1] } }));
      const path = `/api/v1/conversations/${conversation.id}`;
      const accepted = check('post /api/v1/conversations/{id}/messages', await api.post(`${path}/messages`, { message: 'I want to talk to a human' }));
      const events = await readEvents(await api.open('GET', accepted.events_url, {}));
      const event = schemaOf('get /api/v1/turns/{id}/events', 200, 'text/event-stream');
      for (const streamed of events) expect(event.safeParse(streamed.event)).toMatchObject({ success: true });
      check('get /api/v1/turns/{id}', await api.get(`/api/v1/turns/${accepted.turn_id}`));
      check('get /api/v1/conversations', await api.get('/api/v1/conversations'));
      check('get /api/v1/desk/conversations', await api.get('/api/v1/desk/conversations'));
      check('post /api/v1/desk/conversations/{id}/take-over', await api.post(`/api/v1/desk/conversations/${conversation.id}/take-over`, {}));
      check('post /api/v1/desk/conversations/{id}/reply', await api.post(`/api/v1/desk/conversations/${conversation.id}/reply`, { message: 'Hello' }));
      check('get /api/v1/conversations/{id}/messages', await api.get(`${path}/messages`));
      check('post /api/v1/desk/conversations/{id}/resolve', await api.post(`/api/v1/desk/conversations/${conversation.id}/resolve`));
      check('get /api/v1/conversations/{id}', await api.get(path));
    });

    it('of the chat API', async () => {
      check('post /api/v1/chat', await platform.api.post('/api/v1/chat', { session_id: 'documented', message: 'How do I reset my password?' }));
      check('get /api/v1/session/{id}/history', await platform.api.get('/api/v1/session/documented/history'));
    });

    it('of identity and health', async () => {
      const { api } = platform;
      check('get /api/v1/me', await api.get('/api/v1/me'));
      check('post /api/v1/api-keys', await api.post('/api/v1/api-keys', { name: 'documented', scopes: ['chat'], expires_at: '2999-01-01T00:00:00Z' }));
      check('get /api/v1/api-keys', await api.get('/api/v1/api-keys'));
      const email = 'documented@staff.example';
      check('post /api/v1/staff', await api.post('/api/v1/staff', { email, name: 'Documented', role: 'manager', password: PASSWORD }));
      check('get /api/v1/staff', await api.get('/api/v1/staff'));
      const pair = check('post /api/v1/auth/login', await api.withKey(null).post('/api/v1/auth/login', { tenant: 'demo', email, password: PASSWORD }));
      check('post /api/v1/auth/refresh', await api.withKey(null).post('/api/v1/auth/refresh', { refresh_token: pair.refresh_token }));
      check('get /health', await api.get('/health'));
      check('get /health/live', await api.get('/health/live'));
    });

    it('when it refuses', async () => {
      const refused = await platform.api.post('/api/v1/chat', { message: '' });
      expect(schemaOf('post /api/v1/chat', refused.status, 'application/problem+json').safeParse(refused.body)).toMatchObject({ success: true });
    });
  });

  it('refuses in its request schemas what the API refuses', () => {
    const { schema } = document.paths['/api/v1/chat'].post.requestBody.content['application/json'];
    const request = z.fromJSONSchema(schema, { defaultTarget: 'openapi-3.0' });
    expect(request.safeParse({ message: 'Hello', session_id: 's', user_id: 'u', metadata: { a: 1 } }).success).toBe(true);
    for (const body of [{}, { message: 42 }, { message: 'x'.repeat(10_001) }, { message: 'Hello', session_id: 42 }]) expect(request.safeParse(body).success).toBe(false);
  });

  it.each(['/api/docs', '/api/openapi.json', '/api/openapi.yaml'])('%s loads without credentials', async (path) => {
    const { status, text } = await platform.api.withKey(null).get(path);
    expect(status).toBe(200);
    expect(text).toContain('Switchboard');
  });

  it('loads all the documentation page needs from the platform itself', async () => {
    const page = await platform.api.withKey(null).get('/api/docs');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => new URL(part!, `${platform.url}/api/docs`));
    expect(parts.length).toBeGreaterThan(2);
    for (const { origin, pathname } of parts) {
      expect(origin).toBe(platform.url);
      expect({ pathname, status: (await platform.api.withKey(null).get(pathname)).status }).toEqual({ pathname, status: 200 });
    }
  });
});
