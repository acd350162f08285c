import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { describeWith, eventually } from '#libs/testing';
import type { ApiClient, RequestOptions } from './support/api-client.js';
import { countRows, expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type TestTenant } from './support/platform.js';

const LONG = 'x'.repeat(100_000);
const NOT_TEXT: unknown[] = [42, true, [], ['a'], {}, '', '   ', LONG, 'a\u0000b', '\u001b[2J', 'a\u007f', 'half \ud83d', '\udc00 half'];
const NOT_NAME = [...NOT_TEXT, 'two\nlines'];
const nested = (depth: number): unknown => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
const NOT_METADATA: unknown[] = [42, 'text', true, [], [{}], { a: LONG }, { 'a\u0000': 1 }, { a: 'b\u0000' }, { a: ['\u0000'] }, { a: '\ud83d' }, { '\ud83d': 1 }, nested(1_000), nested(2_500), { a: Array(20).fill(nested(100)) }];
const UNKNOWN = newId();

/** Every endpoint that takes a body: a valid one, and what each field must not be. */
const BODIES: { path: string; valid: Record<string, unknown>; fields: Record<string, unknown[]> }[] = [
  { path: '/api/v1/chat', valid: { message: 'Hello' }, fields: { message: [null, undefined, ...NOT_TEXT], session_id: NOT_NAME, user_id: NOT_NAME, metadata: NOT_METADATA } },
  { path: '/api/v1/chat/stream', valid: { message: 'Hello' }, fields: { message: [null, undefined, ...NOT_TEXT], session_id: NOT_NAME, user_id: NOT_NAME, metadata: NOT_METADATA } },
  {
    path: '/api/v1/conversations',
    valid: {},
    fields: {
      session_id: NOT_NAME,
      metadata: [null, ...NOT_METADATA],
      contact: [null, 42, [], 'me', { external_id: '' }, { external_id: 'a\u0000' }, { name: LONG }, { name: '\ud83d' }, { email: 'nobody' }, { email: `${LONG}@a.example` }, { phone: '\u0000' }, { locale: 'fr' }, { locale: 42 }],
    },
  },
  { path: `/api/v1/conversations/:conversation/messages`, valid: { message: 'Hello' }, fields: { message: [null, undefined, ...NOT_TEXT], metadata: [null, ...NOT_METADATA] } },
  { path: `/api/v1/desk/conversations/:conversation/reply`, valid: { message: 'Hello' }, fields: { message: [null, undefined, ...NOT_TEXT] } },
  { path: `/api/v1/desk/conversations/:conversation/take-over`, valid: {}, fields: { staff_id: [null, 42, '', 'me', UNKNOWN, `${UNKNOWN}\u0000`] } },
  {
    path: '/api/v1/api-keys',
    valid: { name: 'key', scopes: ['chat'] },
    fields: { name: [null, undefined, ...NOT_NAME], scopes: [null, undefined, 'chat', [], ['root'], [null], {}], expires_at: [null, 42, 'tomorrow', '2030-02-31T00:00:00Z', '0000-01-01T00:00:00Z', '2001-01-01T00:00:00Z'] },
  },
  {
    path: '/api/v1/faqs',
    valid: { question: 'Q?', answer: 'A', locale: 'en' },
    fields: { question: [null, undefined, ...NOT_TEXT], answer: [null, undefined, ...NOT_TEXT], locale: [null, undefined, 'fr'], keywords: [null, 'a', [LONG]], paraphrases: [null, ['']], category: NOT_NAME, external_id: NOT_NAME, valid_to: ['tomorrow', 42] },
  },
  {
    path: '/api/v1/staff',
    valid: { email: 'new@staff.example', name: 'New', role: 'manager', password: 'a long password' },
    fields: { email: [null, undefined, 42, 'nobody', 'a\u0000@b.example'], name: NOT_NAME, role: [null, 'owner', 42], password: [null, undefined, 'short', LONG, 42] },
  },
];

const BROKEN: [what: string, options: RequestOptions, codes: ErrorCode[]][] = [
  ['malformed JSON', { body: '{"message": "Hello"' }, ['malformed_json']],
  ['text that is no JSON', { body: 'Hello' }, ['malformed_json']],
  ['an empty body', { body: '', headers: { 'Content-Type': 'application/json' } }, ['malformed_json', 'invalid_request']],
  ['an array', { body: [] }, ['invalid_request']],
  ['an array of bodies', { body: [{ message: 'Hello' }] }, ['invalid_request']],
  ['a string', { body: '"Hello"' }, ['invalid_request']],
  ['null', { body: 'null' }, ['invalid_request']],
  ['a number', { body: '42' }, ['invalid_request']],
  ['brackets nested 200,000 deep', { body: '['.repeat(200_000) + ']'.repeat(200_000) }, ['invalid_request', 'malformed_json']],
  ['a poisoned prototype', { body: '{"__proto__": {"message": "Hello"}}' }, ['invalid_request', 'malformed_json']],
  ['a body that is too large', { body: { message: 'x'.repeat(1_100_000) } }, ['payload_too_large']],
  ['plain text', { body: 'message=Hello', headers: { 'Content-Type': 'text/plain' } }, ['unsupported_media_type']],
  ['a form', { body: 'message=Hello', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, ['unsupported_media_type']],
  ['XML', { body: '<message/>', headers: { 'Content-Type': 'application/xml' } }, ['unsupported_media_type']],
  ['a made-up content type', { body: '{}', headers: { 'Content-Type': '???' } }, ['unsupported_media_type']],
];

/** Requests without a body; `:x` stands for an id that exists. */
const PATHS: [path: string, codes: ErrorCode[]][] = [
  ...['GET /api/v1/conversations', 'GET /api/v1/desk/conversations', 'GET /api/v1/conversations/:conversation/messages', 'GET /api/v1/session/:session/history'].flatMap((list): [string, ErrorCode[]][] => [
    ...['0', '-1', '101', '1.5', 'ten', '', '1&limit=2', '%00', '1e400'].map((limit): [string, ErrorCode[]] => [`${list}?limit=${limit}`, ['invalid_request']]),
    ...['x', '', '%00', 'a'.repeat(501), cursor('2024-01-01 00:00:00+00', 'no-id'), cursor('yesterday', UNKNOWN), cursor('2024-02-31 00:00:00+00', UNKNOWN), cursor('0000-01-01 00:00:00+00', UNKNOWN), cursor('2024-01-01 25:00:00+00', UNKNOWN), 'x&cursor=y'].map(
      (value): [string, ErrorCode[]] => [`${list}?cursor=${value}`, ['invalid_cursor', 'invalid_request']],
    ),
  ]),
  ...['q=%00', 'q=a%00b', 'q=', 'q=%20', `q=${'x'.repeat(201)}`, 'q=a&q=b', 'status=gone', 'status=', 'status=%00', 'status=open&status=pending'].map((query): [string, ErrorCode[]] => [`GET /api/v1/conversations?${query}`, ['invalid_request']]),
  ['GET /api/v1/desk/conversations?owner=ai', ['invalid_request']],
  ...['GET /api/v1/conversations/', 'GET /api/v1/turns/', 'DELETE /api/v1/api-keys/', 'DELETE /api/v1/staff/', 'GET /api/v1/faqs/', 'DELETE /api/v1/faqs/'].flatMap((path): [string, ErrorCode[]][] => [
    [`${path}${UNKNOWN}`, ['not_found']],
    ...['x', '%00', `${UNKNOWN}%00`, "1'%20OR%20'1'='1", '..%2f..%2fetc%2fpasswd', 'x'.repeat(400)].map((id): [string, ErrorCode[]] => [`${path}${id}`, ['invalid_request']]),
  ]),
  [`GET /api/v1/conversations/${UNKNOWN}/messages`, ['not_found']],
  [`GET /api/v1/turns/${UNKNOWN}/events`, ['not_found']],
  ['GET /api/v1/turns/%00/events', ['invalid_request']],
  ['GET /api/v1/session/unknown/history', ['not_found']],
  ['DELETE /api/v1/session/unknown', ['not_found']],
  ['GET /api/v1/session/%00/history', ['invalid_request']],
  ['DELETE /api/v1/session/a%00', ['invalid_request']],
  ['DELETE /api/v1/session/%20', ['invalid_request']],
  [`GET /api/v1/session/${'x'.repeat(201)}/history`, ['invalid_request']],
  [`GET /api/v1/session/${'x'.repeat(5_000)}/history`, ['invalid_request', 'not_found']],
  ['GET /api/v1/session/%ff%fe/history', ['invalid_request', 'not_found']],
  ['GET /api/v1/session/%/history', ['invalid_request', 'not_found']],
  ['POST /api/v1/desk/conversations/x/resolve', ['invalid_request']],
  [`POST /api/v1/desk/conversations/${UNKNOWN}/hand-back`, ['not_found']],
  ...['DELETE /api/v1/prices/%00', 'DELETE /api/v1/prices/a%00b', 'DELETE /api/v1/faqs/synonyms/%00', 'POST /api/v1/intents/models/%00/activate', 'GET /api/v1/me?undeclared=%00', 'GET /api/v1/me?%00=x', 'GET /api/v1/me?x=a&x=b%00'].map((request): [string, ErrorCode[]] => [request, ['invalid_request', 'not_found']]),
  ['GET /api/v1/nothing', ['not_found']],
  ['PUT /api/v1/chat', ['not_found', 'method_not_allowed']],
  ['GET /api/v1/chat', ['not_found', 'method_not_allowed']],
];

function cursor(time: string, id: string): string {
  return Buffer.from(`${time}|${id}`).toString('base64url');
}

describeWith('postgresql', 'bad input', () => {
  let platform: Platform;
  let tenant: TestTenant;
  let api: ApiClient;
  let known: Record<string, string>;
  let before: Record<string, number>;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded', environment: { LIMIT_CONTACT_PER_MINUTE: '100000' } });
    tenant = await platform.createTenant();
    api = tenant.api;
    await api.post('/api/v1/chat', { session_id: 'known', message: 'I want to talk to a human' });
    const [row] = await platform.postgres.asOwner<{ id: string }>('SELECT id FROM conversations WHERE session_id = $1', ['known']);
    known = { conversation: row!.id, session: 'known' };
    await eventually('the outbox is empty', async () => (before = await countRows(platform.postgres))['outbox'] === 0);
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  beforeEach(() => {
    platform.lines.length = 0;
  });

  afterEach(async () => {
    const [after, expected] = [await countRows(platform.postgres), before];
    before = after;
    expect(after).toEqual(expected);
    expect(platform.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  const fill = (path: string): string => path.replace(/:(conversation|session)/g, (_, name: string) => known[name]!);

  describe.each(BODIES)('POST $path', ({ path, valid, fields }) => {
    it.each(Object.keys(fields))('refuses what %s must not be', async (field) => {
      for (const value of fields[field]!) {
        const response = await api.post(fill(path), { ...valid, [field]: value });
        const { errors } = expectProblem(response, 'invalid_request');
        expect(errors?.map((error) => error.path) ?? [`body.${field}`]).toContainEqual(expect.stringMatching(new RegExp(`^body\\.${field}`)));
      }
    });

    it('refuses bodies that are none', async () => {
      for (const [, options, codes] of BROKEN) expectProblem(await api.request('POST', fill(path), options), ...codes);
    });
  });

  it.each(PATHS)('refuses %s', async (request, codes) => {
    const [method, path] = request.split(' ') as [string, string];
    expectProblem(await api.request(method, fill(path), {}), ...codes);
  });

  it.each(['', 'x'.repeat(201), 'ключ'])('refuses the Idempotency-Key %j', async (key) => {
    const header = Buffer.from(key).toString('latin1');
    expectProblem(await api.post(fill('/api/v1/conversations/:conversation/messages'), { message: 'Hello' }, { headers: { 'Idempotency-Key': header } }), 'invalid_request');
  });

  it('refuses headers that are too large', async () => {
    const response = await api.get('/api/v1/me', { headers: { 'X-Filler': 'x'.repeat(40_000) } });
    expect(response.status).toBe(431);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.body).toMatchObject({ status: 431, code: 'headers_too_large' });
  });

  it('gives back its own correlation id for one that is none', async () => {
    const given = newId();
    expect((await api.get('/api/v1/me', { headers: { 'X-Correlation-Id': given } })).headers.get('x-correlation-id')).toBe(given);
    expect((await api.get('/api/v1/me', { headers: { 'X-Correlation-Id': 'a"; DROP' } })).headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
