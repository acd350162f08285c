import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CACHE, type Cache } from '#libs/cache';
import { newId } from '#libs/kernel';
import { AnswerWarmer, POPULAR } from '#libs/knowledge';
import { describeWith, eventually, startScriptedLlm, type LlmRequest, type ScriptedLlm } from '#libs/testing';
import type { Json } from './support/api-client.js';
import { expectProblem } from './support/expect-problem.js';
import { startPlatform, type Platform, type RunningInstance, type TestTenant } from './support/platform.js';
import { publishRivals } from './support/publish-rivals.js';

/** The classifier is sure of it, the search cannot be. */
const QUESTION = '學校要三十個鍵盤，價錢怎麼談';
const SAME_QUESTION = '請問學校要三十個鍵盤，價錢怎麼談呢？謝謝';
const ANSWER = '三十個鍵盤屬於大量訂購，請填寫表單，專員會為您報價。';
const AT_ONCE = 100;

const isRouting = ({ body }: LlmRequest): boolean => body?.['response_format'] !== undefined;

for (const parts of ['real', 'embedded'] as const) {
  describeWith(parts === 'real' ? ['postgresql', 'rabbitmq', 'redis'] : 'postgresql', `answers that were given before, ${parts} parts`, () => {
    let platform: Platform;
    let other: RunningInstance;
    let llm: ScriptedLlm;
    let tenant: TestTenant;

    beforeAll(async () => {
      llm = await startScriptedLlm();
      platform = await startPlatform({ parts, environment: { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1', LIMIT_CONTACT_PER_MINUTE: '100000' } });
      other = await platform.startGateway();
    }, 90_000);

    afterAll(async () => {
      await platform?.close();
      await llm?.close();
    }, 30_000);

    beforeEach(async () => {
      llm.reset();
      modelWrites(`${ANSWER}[1]`);
      tenant = await platform.createTenant({ articles: true });
      await publishRivals(tenant);
      const { status } = await tenant.api.post('/api/v1/channels', { name: 'scripted', type: 'openai-compatible', base_url: llm.openAiUrl, keys: ['k'], models: ['gpt-4o-mini'] });
      expect(status).toBe(201);
    });

    const chat = async (message: string): Promise<Json> => {
      const { status, body } = await tenant.api.post('/api/v1/chat', { session_id: newId(), message });
      expect(status).toBe(200);
      return body;
    };
    const modelWrites = (text: string): void => llm.always((request) => ({ kind: 'answer', text: isRouting(request) ? JSON.stringify({ intent: 'faq', confidence: 0.9 }) : text }));
    const answersWritten = (): number => llm.requests.filter((request) => !isRouting(request)).length;
    const rows = (sql: string): Promise<Json[]> => platform.postgres.asOwner<Json>(sql, [tenant.id]);

    it('are given again for nothing, and say so', async () => {
      expect(await chat(QUESTION)).toMatchObject({ message: ANSWER, from_cache: false });
      expect(await chat(SAME_QUESTION)).toMatchObject({ message: ANSWER, from_cache: true });
      expect(answersWritten()).toBe(1);
      expect(await rows('SELECT from_cache FROM turns WHERE tenant_id = $1 ORDER BY created_at')).toEqual([{ from_cache: false }, { from_cache: true }]);
      const [first, second] = await rows('SELECT from_cache, outcome, cited FROM faq_queries WHERE tenant_id = $1 ORDER BY created_at');
      expect([first!.from_cache, second]).toEqual([false, { ...first, from_cache: true }]);
      const [turn] = await rows('SELECT id FROM turns WHERE tenant_id = $1 AND from_cache');
      expect(await platform.postgres.asOwner(`SELECT 1 FROM api_usage WHERE tenant_id = $1 AND turn_id = $2 AND task = 'answer-faq'`, [tenant.id, turn!.id])).toEqual([]);
    });

    it('are written once for a hundred who ask at once', async () => {
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => chat(QUESTION)));
      expect(new Set(replies.map(({ message }) => message))).toEqual(new Set([ANSWER]));
      expect(answersWritten()).toBe(1);
      expect(await rows(`SELECT count(*)::int AS calls FROM api_usage WHERE tenant_id = $1 AND task = 'answer-faq'`)).toEqual([{ calls: 1 }]);
    }, 60_000);

    it('are kept as well where there is none, and counted each time as one that is wanted', async () => {
      modelWrites('NO_ANSWER_IN_ARTICLES');
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => chat(QUESTION)));
      expect([...new Set(replies.map(({ message }) => message))]).toEqual([expect.stringContaining('找不到這個問題的答案')]);
      expect(await chat(QUESTION)).toMatchObject({ message: replies[0]!.message, from_cache: true });
      expect(answersWritten()).toBe(1);
      expect(await rows('SELECT outcome, answered_by, from_cache, count(*)::int FROM faq_queries WHERE tenant_id = $1 GROUP BY 1, 2, 3 ORDER BY 3')).toEqual([
        { outcome: 'no_answer', answered_by: null, from_cache: false, count: 1 },
        { outcome: 'no_answer', answered_by: null, from_cache: true, count: AT_ONCE },
      ]);
      const candidates = async (): Promise<Json[]> => (await tenant.api.get('/api/v1/faqs/candidates')).body['items'];
      await eventually('the candidate to count each of them', async () => (await candidates())[0]?.['count'] === AT_ONCE + 1, 30_000);
      expect((await tenant.api.delete('/api/v1/cache/answers')).status).toBe(204);
      expect(await chat(QUESTION)).toMatchObject({ from_cache: false });
    }, 90_000);

    it('are written anew where there was none, once an article says so', async () => {
      modelWrites('NO_ANSWER_IN_ARTICLES');
      await chat(QUESTION);
      modelWrites(`${ANSWER}[1]`);
      expect(await chat(QUESTION)).toMatchObject({ from_cache: true });
      const { status } = await tenant.api.post('/api/v1/faqs', { locale: 'zh-TW', question: QUESTION, answer: ANSWER });
      expect(status).toBe(201);
      await eventually('an answer', async () => (await chat(QUESTION))['message'] === ANSWER);
    });

    it('are never kept of who says who they are', async () => {
      const question = `${QUESTION}，我叫王小明`;
      expect(await chat(question)).toMatchObject({ from_cache: false });
      expect(await chat(question)).toMatchObject({ from_cache: false });
    });

    it.each(['this process', 'another process'])('are gone when the article they cite is archived by %s', async (where) => {
      await chat(QUESTION);
      expect(await chat(QUESTION)).toMatchObject({ from_cache: true });
      const [{ cited }] = (await rows('SELECT cited FROM faq_queries WHERE tenant_id = $1 LIMIT 1')) as [Json];
      const api = where === 'this process' ? tenant.api : other.client(tenant.key);
      expect((await api.request('PATCH', `/api/v1/faqs/${cited[0]}`, { body: { status: 'archived' } })).status).toBe(200);
      const citedAfter = async (): Promise<string[]> => {
        await chat(QUESTION);
        return ((await rows('SELECT cited FROM faq_queries WHERE tenant_id = $1 ORDER BY created_at DESC LIMIT 1')) as [Json])[0].cited;
      };
      if (where === 'this process') expect(await citedAfter()).not.toContain(cited[0]);
      else await eventually('it not to be cited', async () => !(await citedAfter()).includes(cited[0]));
    });

    it('stay when an article is changed that they do not cite', async () => {
      await chat(QUESTION);
      await tenant.api.post('/api/v1/faqs', { locale: 'en', question: 'Do you sell zebras?', answer: 'No' });
      expect(await chat(QUESTION)).toMatchObject({ from_cache: true });
    });

    it('are forgotten on demand, by this tenant, on record', async () => {
      await chat(QUESTION);
      const stranger = await platform.createTenant();
      expect((await stranger.api.delete('/api/v1/cache/answers')).status).toBe(204);
      expect(await chat(QUESTION)).toMatchObject({ from_cache: true });
      expect((await tenant.api.delete('/api/v1/cache/answers')).status).toBe(204);
      expect(await chat(QUESTION)).toMatchObject({ from_cache: false });
      expect(await rows(`SELECT subject_id, detail FROM audit_log WHERE tenant_id = $1 AND action = 'answer_cache.cleared'`)).toEqual([{ subject_id: tenant.id, detail: { everywhere: true } }]);
      expectProblem(await tenant.api.withKey(null).delete('/api/v1/cache/answers'), 'unauthenticated');
    });

    it('are warm before they are asked where an article gives them for sure', async () => {
      await chat('How do I reset my password?');
      await tenant.api.delete('/api/v1/cache/answers');
      await platform.app.get<Cache>(CACHE).delete(POPULAR, 'all');
      expect(await platform.app.get(AnswerWarmer).warm()).toBeGreaterThan(0);
      expect(await chat('How do I reset my password?')).toMatchObject({ from_cache: true });
      expect(llm.received).toBe(0);
    });
  });
}
