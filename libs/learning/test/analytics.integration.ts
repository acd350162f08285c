import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { FaqAnalyticsQuery } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { ArticleFeedback } from '#libs/knowledge';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import type { PriceParts } from '../src/analytics/cost-per-call.js';
import { FaqAnalyticsReader, readPopularFaqs, refreshPopularFaqs, rollUpFaqDays } from '../src/index.js';
import { LearningDesk } from './learning-desk.js';

const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const TODAY = dayBefore(0);

const NO_CHANNEL: PriceParts = { planner: { plan: async () => ({ kind: 'local', reason: 'no_channel' }) }, prices: { costOf: async () => ({ cost: '0', priced: false }) } };

describeWith('postgresql', 'analytics of the FAQ', () => {
  let test: TestDatabase;
  let desk: LearningDesk;
  let article: string;

  beforeAll(async () => {
    test = await createTestDatabase();
  });

  afterAll(() => test?.drop());

  beforeEach(async () => {
    desk = await LearningDesk.open(test);
    article = await desk.publish('How do I pay?');
  });

  const read = (query: object = {}, parts = NO_CHANNEL) => new FaqAnalyticsReader(test.database, parts).read(desk.tenantId, FaqAnalyticsQuery.parse(query));
  const answer = (answeredBy: 'article' | 'model' | 'cache', more: object = {}) => desk.ask('how to pay', { answeredBy, articleIds: [article], score: 0.9, ...more });

  /** As if it had been asked so many days ago. */
  const age = (conversationId: string, days: number) => test.asOwner(`UPDATE faq_queries SET created_at = created_at - $2 * interval '1 day' WHERE conversation_id = $1`, [conversationId, days]);

  async function handOff(conversationId: string, hoursAfter: number): Promise<void> {
    await test.asOwner('INSERT INTO contacts (tenant_id, id) VALUES ($1, $2)', [desk.tenantId, conversationId]);
    await test.asOwner('INSERT INTO conversations (tenant_id, id, contact_id) VALUES ($1, $2, $2)', [desk.tenantId, conversationId]);
    await test.asOwner(
      `INSERT INTO turns (tenant_id, id, conversation_id, state, ownership_epoch, correlation_id, ended_at)
       SELECT $1, gen_random_uuid(), $2, 'handed_off', 1, 'x', created_at + $3 * interval '1 hour' FROM faq_queries WHERE conversation_id = $2`,
      [desk.tenantId, conversationId, hoursAfter],
    );
  }

  it('count answers, handoffs and what was avoided, today’s at once', async () => {
    await answer('article');
    await answer('cache');
    const later = await answer('model', { locale: 'zh-TW' });
    const soon = await answer('article');
    await desk.ask('Do you repair watches?');
    await handOff(soon.conversationId, 23);
    await handOff(later.conversationId, 25);
    await desk.gather();
    const found = await read();
    expect(found).toMatchObject({
      from: dayBefore(30), to: TODAY, volume: 5, answered: 4, deflected: 3, handed_off: 1, cache_share: 0.25, model_calls_avoided: 3,
      money_saved: { amount: '0', currency: 'USD', cost_per_call: '0', based_on: 'nothing' },
      helpfulness: { helpful: 0, not_helpful: 0, share: null },
      top: [{ id: article, question: 'How do I pay?', answered: 4, locale: 'en' }],
      unanswered: [{ title: 'Do you repair watches?', count: 1, locale: 'en' }],
      by_locale: [{ locale: 'en', volume: 4, answered: 3, deflected: 2, handed_off: 1 }, { locale: 'zh-TW', volume: 1, answered: 1, deflected: 1, handed_off: 0 }],
    });
    expect(found.by_day).toHaveLength(31);
    expect(found.by_day.at(-1)).toEqual({ day: TODAY, volume: 5, answered: 4, deflected: 3, handed_off: 1 });
    expect(found.by_day[0]).toEqual({ day: dayBefore(30), volume: 0, answered: 0, deflected: 0, handed_off: 0 });
    expect(await read({ locale: 'zh-TW' })).toMatchObject({ volume: 1, by_locale: [{ locale: 'zh-TW' }], unanswered: [] });
    expect(await read({ to: dayBefore(1) })).toMatchObject({ volume: 0, cache_share: 0, top: [], by_locale: [] });
  });

  it('are the same before and after days are summed up, again and again, and when queries are pruned', async () => {
    for (const days of [0, 1, 1, 2, 5, 40]) {
      const { conversationId } = await answer(days === 1 ? 'cache' : 'article');
      await age(conversationId, days);
      if (days === 5) await handOff(conversationId, 1);
    }
    const ranges = [{}, { from: dayBefore(5), to: dayBefore(1) }, { from: dayBefore(60) }, { to: dayBefore(2) }];
    const before = await Promise.all(ranges.map((range) => read(range)));
    expect(before.map(({ volume }) => volume)).toEqual([5, 4, 6, 2]);
    for (let times = 0; times < 3; times += 1) {
      await rollUpFaqDays(test.database);
      expect(await Promise.all(ranges.map((range) => read(range)))).toEqual(before);
    }
    await test.asOwner('DELETE FROM faq_queries WHERE tenant_id = $1 AND created_at < current_date - 3', [desk.tenantId]);
    await rollUpFaqDays(test.database);
    expect(await Promise.all(ranges.map((range) => read(range)))).toEqual(before);
  });

  it('take in a handoff of yesterday’s question, once it is summed up anew', async () => {
    const { conversationId } = await answer('article');
    await age(conversationId, 1);
    await rollUpFaqDays(test.database);
    expect(await read()).toMatchObject({ deflected: 1, handed_off: 0 });
    await handOff(conversationId, 2);
    await rollUpFaqDays(test.database);
    expect(await read()).toMatchObject({ deflected: 0, handed_off: 1 });
  });

  it('say what was saved: avoided calls times what one costs, as it did in these days, in the last 90, or by its list price', async () => {
    for (const by of ['article', 'cache', 'cache', 'model'] as const) await answer(by);
    const listed: PriceParts = { planner: { plan: async () => ({ kind: 'models', models: ['m'], tier: 'small' }) }, prices: { costOf: async (_, model) => ({ cost: model === 'm' ? '0.0004' : '9', priced: true }) } };
    expect((await read({}, listed)).money_saved).toEqual({ amount: '0.0012', currency: 'USD', cost_per_call: '0.0004', based_on: 'list_price' });
    const spend = (day: string, calls: number, cost: string, more = '0, 0') =>
      test.asOwner(
        `INSERT INTO usage_daily (tenant_id, day, source, agent_type, provider, model, calls, failed_calls, estimated_calls, unpriced_calls, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost, latency_ms)
         VALUES ($1, $2, 'agent', 'faq', 'x', 'm', $3, split_part($5, ', ', 1)::int, 0, split_part($5, ', ', 2)::int, 1, 1, 0, 0, $4, 1)`,
        [desk.tenantId, day, calls, cost, more],
      );
    await spend(dayBefore(60), 3, '0.03');
    expect((await read({}, listed)).money_saved).toMatchObject({ cost_per_call: '0.01', based_on: 'calls_of_90_days', amount: '0.03' });
    await spend(TODAY, 7, '0.00000003', '2, 2');
    expect((await read({}, listed)).money_saved).toMatchObject({ cost_per_call: '0.00000001', based_on: 'calls_in_range', amount: '0.00000003' });
  });

  it('tell how helpful answers were, the last word of a turn counting', async () => {
    const feedback = new ArticleFeedback(test.database);
    const [one, two] = [await answer('article'), await answer('article')];
    await feedback.giveForTurn(desk.tenantId, one.turnId, false);
    await feedback.giveForTurn(desk.tenantId, one.turnId, true);
    await feedback.giveForTurn(desk.tenantId, two.turnId, true);
    await feedback.give(desk.tenantId, article, { helpful: false });
    expect(await read()).toMatchObject({ helpfulness: { helpful: 2, not_helpful: 1, share: 0.6667 }, top: [{ id: article, helpful: 2, not_helpful: 1 }] });
    expect(await read({ locale: 'zh-CN' })).toMatchObject({ helpfulness: { share: null } });
  });

  it.each([[{ from: '2026-02-02', to: '2026-02-01' }], [{ from: '2024-01-01', to: '2026-01-01' }], [{ to: '1999-01-01' }]])('refuse %o', async (query) => {
    await expect(read(query)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('know popular articles of their own tenant alone', async () => {
    const other = await LearningDesk.open(test);
    const draft = await desk.editor.create(desk.tenantId, null, { question: 'q', answer: 'a', locale: 'en', status: 'draft', external_id: null, category: null, keywords: [], paraphrases: [], valid_from: null, valid_to: null });
    for (const more of [{}, {}, { locale: 'zh-TW' }, { articleIds: [draft.id] }]) await answer('article', more);
    const { conversationId } = await answer('article');
    await age(conversationId, 31);
    const popular = (which = desk, query: { locale?: 'en' | 'zh-TW' } = {}) => readPopularFaqs(test.database, which.tenantId, { limit: 10, ...query });
    expect(await popular()).toEqual({ items: [] });
    await refreshPopularFaqs(test.database);
    expect((await popular()).items).toEqual([{ id: article, question: 'How do I pay?', locale: 'en', answered: 2 }, { id: article, question: 'How do I pay?', locale: 'zh-TW', answered: 1 }]);
    expect((await popular(desk, { locale: 'zh-TW' })).items).toHaveLength(1);
    expect(await popular(other)).toEqual({ items: [] });
    const rowsOf = (tenantId: string) => test.database.inTenant(tenantId, (transaction) => transaction.query('SELECT * FROM popular_faqs_of_tenant()'));
    expect([(await rowsOf(desk.tenantId)).length, await rowsOf(other.tenantId), await rowsOf(newId())]).toEqual([3, [], []]);
    for (const statement of ['SELECT FROM popular_faqs', 'SELECT refresh_popular_faqs()']) await expect(test.database.inTenant(other.tenantId, (transaction) => transaction.query(statement))).rejects.toMatchObject({ code: '42501' });
    await expect(test.database.asSystem((transaction) => transaction.query('SELECT * FROM popular_faqs_of_tenant()'))).rejects.toMatchObject({ code: '42501' });
  });
});
