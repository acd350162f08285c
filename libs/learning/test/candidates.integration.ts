import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import { MOST_CLUSTERS } from '../src/candidates/cluster-rows.js';
import { LearningDesk } from './learning-desk.js';

const WRITER = { kind: 'staff' as const, id: newId() };

describeWith('postgresql', 'candidates for articles', () => {
  let test: TestDatabase;
  let desk: LearningDesk;

  beforeAll(async () => {
    test = await createTestDatabase();
  });

  afterAll(() => test?.drop());

  beforeEach(async () => {
    desk = await LearningDesk.open(test);
  });

  it('gather unanswered questions by subject, with counts, example wordings and the most central one as title', async () => {
    for (const question of ['Do you sell gift cards?', 'can i buy a gift card here', 'gift card???', 'GIFT CARD', 'Is there a trade-in programme for old phones']) await desk.ask(question);
    await desk.ask('How do I pay?', { answeredBy: 'article' });
    expect(await desk.gather()).toBe(5);
    const { items } = await desk.list();
    expect(items).toMatchObject([
      { count: 4, status: 'new', locale: 'en', faq_id: null },
      { count: 1, title: 'Is there a trade-in programme for old phones' },
    ]);
    expect([...items[0]!.examples].sort()).toEqual(['Do you sell gift cards?', 'can i buy a gift card here', 'gift card???']);
    expect(items[0]!.title).toBe(items[0]!.examples[0]);
    expect(items[0]!.title).toMatch(/gift card/i);
  });

  it('keep who they are as more comes, and are the same however the questions are cut into runs', async () => {
    const questions = ['Do you repair watches?', 'watch repair', 'Is there a store in Berlin', 'can you fix my watch please', 'any store in berlin', 'repairing a watch, possible?'];
    const other = await LearningDesk.open(test);
    for (const question of questions) await other.ask(question);
    await other.gather();
    let id = '';
    for (const question of questions) {
      await desk.ask(question);
      await desk.gather();
      const [first] = (await desk.list()).items.filter(({ title }) => /watch/i.test(title));
      if (id !== '') expect(first!.id).toBe(id);
      id = first!.id;
    }
    const shown = async (which: LearningDesk) => (await which.list()).items.map(({ title, count, examples }) => ({ title, count, examples }));
    expect(await shown(desk)).toEqual(await shown(other));
    expect((await shown(desk)).map(({ count }) => count)).toEqual([4, 2]);
  });

  it('count nothing twice, are without personal data, and are not made of greetings', async () => {
    await desk.ask('Do you engrave rings? Mail me at ana@example.org or +49 170 1234567, order W12345');
    for (const small of ['hello', 'thanks, bye', '你好', '🙂', '']) await desk.ask(small);
    expect([await desk.gather(), await desk.gather()]).toEqual([6, 0]);
    const { items } = await desk.list();
    expect(items).toMatchObject([{ count: 1, title: 'Do you engrave rings? Mail me at [email] or [phone], order [number]' }]);
    const stored = JSON.stringify(await test.asOwner('SELECT q.question, q.normalised, c.tokens, c.examples FROM faq_queries q LEFT JOIN faq_candidates c ON c.id = q.candidate_id WHERE q.tenant_id = $1', [desk.tenantId]));
    expect(stored).not.toMatch(/ana@|1234567|W12345/i);
  });

  it('are kept apart by locale and by tenant; Traditional and Simplified tell the same subject', async () => {
    const other = await LearningDesk.open(test);
    await desk.ask('有沒有禮品卡可以買？', { locale: 'zh-TW' });
    await desk.ask('想買禮品卡', { locale: 'zh-TW' });
    await desk.ask('能买礼品卡吗', { locale: 'zh-CN' });
    await other.ask('Do you sell gift cards?');
    await desk.gather();
    expect((await desk.list()).items.map(({ locale, count }) => [locale, count])).toEqual([['zh-TW', 2], ['zh-CN', 1]]);
    expect((await desk.list({ locale: 'zh-CN' })).items).toHaveLength(1);
    expect((await other.list()).items).toMatchObject([{ count: 1, locale: 'en' }]);
    await expect(other.candidates.dismiss(other.tenantId, WRITER, (await desk.list()).items[0]!.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are accepted as a draft, once', async () => {
    for (const question of ['Do you sell gift cards?', 'where to buy a gift card']) await desk.ask(question);
    await desk.gather();
    const [candidate] = (await desk.list()).items;
    const draft = await desk.candidates.accept(desk.tenantId, WRITER, candidate!.id, {});
    expect(draft).toMatchObject({ status: 'draft', question: candidate!.title, answer: '', locale: 'en', source: { candidate_id: candidate!.id }, changed_by: WRITER });
    expect(draft.paraphrases).toEqual(candidate!.examples.slice(1));
    expect((await desk.list({ status: 'accepted' })).items).toMatchObject([{ id: candidate!.id, faq_id: draft.id }]);
    await expect(desk.candidates.accept(desk.tenantId, WRITER, candidate!.id, {})).rejects.toMatchObject({ code: 'candidate_decided' });
    await expect(desk.candidates.dismiss(desk.tenantId, WRITER, candidate!.id)).rejects.toMatchObject({ code: 'candidate_decided' });
    await expect(desk.editor.update(desk.tenantId, WRITER, draft.id, { status: 'published' })).rejects.toMatchObject({ code: 'invalid_request' });
    expect((await desk.audited()).map(({ action, actor_id }) => [action, actor_id])).toEqual([['faq.drafted', WRITER.id], ['faq_candidate.accepted', WRITER.id]]);
  });

  it('that are dismissed stay so, and take what is asked alike', async () => {
    await desk.ask('Do you sell gift cards?');
    await desk.gather();
    const { id } = (await desk.list()).items[0]!;
    expect(await desk.candidates.dismiss(desk.tenantId, WRITER, id)).toMatchObject({ status: 'dismissed' });
    await desk.ask('buy a gift card');
    await desk.gather();
    expect((await desk.list()).items).toMatchObject([{ id, status: 'dismissed', count: 2, title: 'Do you sell gift cards?' }]);
  });

  it('close when an article answers them, and what it does not answer makes a new one', async () => {
    for (const question of ['Do you sell gift cards?', 'where to buy gift cards', 'Do you repair watches?']) await desk.ask(question);
    await desk.gather();
    expect(await desk.close()).toBe(0);
    const article = await desk.publish('Do you sell gift cards?', { paraphrases: ['Where can I buy a gift card?', 'gift cards'] });
    expect(await desk.close()).toBe(1);
    expect((await desk.list({ status: 'closed' })).items).toMatchObject([{ count: 2, faq_id: article }]);
    expect((await desk.list({ status: 'new' })).items).toMatchObject([{ title: 'Do you repair watches?' }]);
    expect(await desk.audited()).toContainEqual(expect.objectContaining({ action: 'faq_candidate.closed', actor_id: null, detail: { title: expect.any(String), faq_id: article } }));
    // Asked before the article was there, looked at after: no gap any more.
    await desk.ask('Do you sell gift cards?');
    await desk.ask('is there a car park next to your shop');
    await desk.gather();
    expect((await desk.list({ status: 'new' })).items.map(({ title }) => title).sort()).toEqual(['Do you repair watches?', 'is there a car park next to your shop']);
  });

  it('come page by page, and refuse a cursor that is none', async () => {
    for (const [at, word] of ['zebras', 'lamps', 'kites', 'drums', 'skates'].entries()) for (let times = 0; times <= at % 3; times += 1) await desk.ask(`Do you sell ${word}?`);
    await desk.gather();
    const all = (await desk.list()).items;
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await desk.list({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(seen).toHaveLength(5);
    for (const cursor of ['x', Buffer.from('1|x').toString('base64url'), Buffer.from(`-1|${newId()}`).toString('base64url')]) await expect(desk.list({ cursor })).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  it('are bounded: the rarest and oldest go first', async () => {
    const word = (at: number): string => String.fromCharCode(...[at % 26, Math.floor(at / 26) % 26, (at * 7) % 26, (at * 11) % 26].map((letter) => 97 + letter));
    await test.asOwner(
      `INSERT INTO faq_candidates (tenant_id, id, locale, title, examples, tokens, question_count, first_seen_at, last_seen_at)
       SELECT $1, gen_random_uuid(), 'en', title, ARRAY[title], jsonb_build_object(title, 1), 1, now() - interval '1 day', now() - interval '1 day' FROM unnest($2::text[]) title`,
      [desk.tenantId, Array.from({ length: MOST_CLUSTERS }, (_, at) => `x${word(at)}`)],
    );
    await desk.ask('Do you sell gift cards?');
    await desk.gather();
    expect(await test.asOwner('SELECT 1 FROM faq_candidates WHERE tenant_id = $1', [desk.tenantId])).toHaveLength(MOST_CLUSTERS);
    expect((await desk.list({ limit: 100 })).items).toHaveLength(100);
    expect(await test.asOwner(`SELECT 1 FROM faq_candidates WHERE tenant_id = $1 AND title LIKE 'Do you%'`, [desk.tenantId])).toHaveLength(1);
  });
});
