import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateFaq } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { createTestDatabase, describeWith, eventually, type TestDatabase } from '#libs/testing';
import { ArticleEditor, ArticleFeedback, ArticleImport, ArticleReader, ArticleStore, exportArticles, loadDemoArticles, type FaqSearch } from '../src/index.js';
import { embeddedSearch } from './embedded-search.js';

const PAGE = { limit: 20 };
const faq = (given: Partial<CreateFaq> & { question: string }): CreateFaq => CreateFaq.parse({ locale: 'en', answer: `The answer to ${given.question}`, ...given });
const inMs = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

describeWith('postgresql', 'articles', () => {
  let test: TestDatabase;
  let tenantId: string;
  let search: FaqSearch;
  let editor: ArticleEditor;
  let reader: ArticleReader;
  let imports: ArticleImport;
  /** As another process sees it. */
  let elsewhere: FaqSearch;
  const writer = { kind: 'staff' as const, id: newId() };

  beforeAll(async () => {
    test = await createTestDatabase();
    [search, elsewhere] = [embeddedSearch(test.database), embeddedSearch(test.database)];
    editor = new ArticleEditor(test.database, search);
    reader = new ArticleReader(test.database);
    imports = new ArticleImport(test.database, search);
  });

  afterAll(() => test?.drop());

  beforeEach(async () => {
    tenantId = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `t-${tenantId}`]);
  });

  const found = async (question: string, where = search): Promise<string[]> => (await where.search(tenantId, question, { locale: 'en' })).map(({ article }) => article.question);
  const audit = () => test.asOwner<{ action: string; actor_id: string; detail: Record<string, unknown> }>('SELECT action, actor_id, detail FROM audit_log WHERE tenant_id = $1 ORDER BY created_at, id', [tenantId]);
  const run = (items: unknown[], dryRun = false) => imports.run(tenantId, writer, { items }, dryRun);
  const exported = async (format: 'json' | 'csv'): Promise<string> => {
    let text = '';
    for await (const piece of exportArticles(reader.all(tenantId), format)) text += piece;
    return text;
  };

  it('keeps each former version, with who wrote it and when', async () => {
    const first = await editor.create(tenantId, writer, faq({ question: 'Do you sell zebras?', keywords: ['zebra'] }));
    const other = { kind: 'api_key' as const, id: newId() };
    const second = await editor.update(tenantId, other, first.id, { answer: 'Not any more', status: 'draft' });
    expect(second).toMatchObject({ version: 2, answer: 'Not any more', keywords: ['zebra'], changed_by: other });
    expect(await editor.update(tenantId, writer, first.id, { answer: 'Not any more' })).toEqual(second);
    const third = await editor.restore(tenantId, writer, first.id, 1);
    expect(third).toMatchObject({ version: 3, answer: first.answer, status: 'published', changed_by: writer });
    const { items } = await reader.versions(tenantId, first.id, PAGE);
    expect(items.map(({ version, answer, changed_by }) => [version, answer, changed_by])).toEqual([[3, first.answer, writer], [2, 'Not any more', other], [1, first.answer, writer]]);
    expect(items.map(({ changed_at }) => changed_at)).toEqual([third.updated_at, second.updated_at, first.updated_at]);
    expect((await audit()).map(({ action, actor_id, detail }) => [action, actor_id, detail['version']])).toEqual([['faq.created', writer.id, 1], ['faq.updated', other.id, 2], ['faq.restored', writer.id, 3]]);
    const page = await reader.versions(tenantId, first.id, { limit: 2 });
    expect((await reader.versions(tenantId, first.id, { limit: 2, cursor: page.next_cursor! })).items.map(({ version }) => version)).toEqual([1]);
  });

  it('finds a change at once in this process, and within a second in another', async () => {
    expect(await found('zebras', elsewhere)).toEqual([]);
    const { id } = await editor.create(tenantId, writer, faq({ question: 'Do you sell zebras?' }));
    expect(await found('zebras')).toEqual(['Do you sell zebras?']);
    await eventually('the other process finds it', async () => (await found('zebras', elsewhere)).length === 1);
    await editor.update(tenantId, writer, id, { question: 'Do you sell okapis?' });
    expect(await found('okapis')).toEqual(['Do you sell okapis?']);
    await editor.update(tenantId, writer, id, { status: 'archived' });
    expect(await found('okapis')).toEqual([]);
    await editor.restore(tenantId, writer, id, 1);
    expect(await found('zebras')).toEqual(['Do you sell zebras?']);
    await editor.delete(tenantId, writer, id);
    expect(await found('zebras')).toEqual([]);
    await eventually('the other process finds it no more', async () => (await found('zebras', elsewhere)).length === 0);
  });

  it('finds articles only within their time, though nobody writes when it begins or ends', async () => {
    await editor.create(tenantId, writer, faq({ question: 'Is the zebra sale on?', valid_to: inMs(1_500) }));
    await editor.create(tenantId, writer, faq({ question: 'Is the okapi sale on?', valid_from: inMs(1_500) }));
    expect(await found('okapi zebra sale')).toEqual(['Is the zebra sale on?']);
    for (const where of [search, elsewhere]) await eventually('the other sale has begun', async () => (await found('okapi zebra sale', where)).join() === 'Is the okapi sale on?');
  });

  it('tells another version also when the writer that began first commits last', async () => {
    const store = new ArticleStore(test.database);
    const { id } = await editor.create(tenantId, writer, faq({ question: 'Which came first?' }));
    const versions = [await store.version(tenantId)];
    await test.database.inTenant(tenantId, async (slow) => {
      await slow.query('SELECT now()');
      await editor.update(tenantId, writer, id, { answer: 'The egg' });
      versions.push(await store.version(tenantId));
      await slow.query(`INSERT INTO faqs (tenant_id, id, locale, question, answer) VALUES ($1, $2, 'en', 'Another?', 'Yes')`, [tenantId, newId()]);
    });
    versions.push(await store.version(tenantId));
    await new ArticleFeedback(test.database).give(tenantId, id, { helpful: true });
    expect(await store.version(tenantId)).toBe(versions.at(-1));
    expect(new Set(versions).size).toBe(3);
  });

  it('lets one of several edits of a version win', async () => {
    const { id } = await editor.create(tenantId, writer, faq({ question: 'Who wins?' }));
    const edits = await Promise.allSettled(Array.from({ length: 6 }, (_, at) => editor.update(tenantId, writer, id, { version: 1, answer: `Number ${at}` })));
    const losers = edits.filter((edit) => edit.status === 'rejected').map(({ reason }) => (reason as { code: string }).code);
    expect(losers).toEqual(Array(5).fill('version_conflict'));
    expect((await reader.versions(tenantId, id, PAGE)).items).toHaveLength(2);
  });

  it('loses no edit of several that name no version', async () => {
    const { id } = await editor.create(tenantId, writer, faq({ question: 'Who is there?' }));
    await Promise.all([editor.update(tenantId, writer, id, { category: 'a' }), editor.update(tenantId, writer, id, { keywords: ['b'] }), editor.update(tenantId, writer, id, { answer: 'c' })]);
    expect(await reader.get(tenantId, id)).toMatchObject({ version: 4, category: 'a', keywords: ['b'], answer: 'c' });
  });

  it('links translations by their external id', async () => {
    const english = await editor.create(tenantId, writer, faq({ question: 'Returns?', external_id: 'returns' }));
    const chinese = await editor.create(tenantId, writer, faq({ question: '退貨？', external_id: 'returns', locale: 'zh-TW', status: 'draft' }));
    expect((await reader.get(tenantId, english.id)).translations).toEqual([{ id: chinese.id, locale: 'zh-TW', status: 'draft' }]);
    await expect(editor.create(tenantId, writer, faq({ question: 'Again?', external_id: 'returns' }))).rejects.toMatchObject({ code: 'already_exists' });
    await expect(editor.update(tenantId, writer, chinese.id, { locale: 'en' })).rejects.toMatchObject({ code: 'already_exists' });
    expect(await reader.get(tenantId, chinese.id)).toEqual({ ...chinese, translations: [{ id: english.id, locale: 'en', status: 'published' }] });
  });

  it('pages through a list, with every filter', async () => {
    for (const [at, status] of (['draft', 'published', 'archived', 'published', 'published'] as const).entries()) await editor.create(tenantId, writer, faq({ question: `100% of question ${at}`, status, category: at > 2 ? 'late' : null, paraphrases: at === 1 ? ['An okapi_'] : [] }));
    const all: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await reader.list(tenantId, { limit: 2, cursor });
      all.push(...page.items.map(({ question }) => question.at(-1)!));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(all).toEqual(['4', '3', '2', '1', '0']);
    const count = async (query: object): Promise<number> => (await reader.list(tenantId, { ...PAGE, ...query })).items.length;
    expect([await count({ status: 'published' }), await count({ category: 'late' }), await count({ locale: 'zh-TW' }), await count({ q: 'OKAPI_' }), await count({ q: '100%' }), await count({ q: '1_0' })]).toEqual([3, 2, 0, 1, 5, 0]);
  });

  describe('an import', () => {
    it('takes the good rows and reports the others', async () => {
      await run([{ external_id: 'a', locale: 'en', question: 'Old?', answer: 'Old', category: 'kept', keywords: ['kept'], status: 'draft' }, { locale: 'en', question: 'Same?', answer: 'Same' }]);
      const rows = [
        { external_id: 'a', locale: 'en', question: 'New?', answer: 'New' },
        { locale: 'en', question: 'Same?', answer: 'Same' },
        { external_id: 'b', locale: 'fr', question: ' ', answer: 'x'.repeat(50_001) },
        null,
        { external_id: 'c', locale: 'en', question: 'C?', answer: 'C' },
        { external_id: 'c', locale: 'en', question: 'Other?', answer: 'C' },
        { external_id: 'd', locale: 'en', question: 'D?', answer: 'D', valid_from: '2026-02-01T00:00:00Z', valid_to: '2026-01-01T00:00:00Z' },
        { external_id: 'e', locale: 'en', question: 'E\u0000?', answer: 'E', keywords: 'no list' },
      ];
      const expected = { created: 1, updated: 1, unchanged: 1, failed: 5, dry_run: false };
      const before = await exported('json');
      const dry = await run(rows, true);
      expect(dry).toMatchObject({ ...expected, dry_run: true });
      expect(await exported('json')).toBe(before);
      const report = await run(rows);
      expect({ ...report, dry_run: true }).toEqual(dry);
      expect(report).toMatchObject(expected);
      expect(report.errors.map(({ row, external_id, field }) => [row, external_id, field])).toEqual([[3, 'b', 'locale'], [3, 'b', 'question'], [3, 'b', 'answer'], [4, null, null], [6, 'c', 'external_id'], [7, 'd', 'valid_to'], [8, 'e', 'question'], [8, 'e', 'keywords']]);
      const [changed] = (await reader.list(tenantId, { ...PAGE, q: 'New?' })).items;
      expect(changed).toMatchObject({ version: 2, category: 'kept', keywords: ['kept'], status: 'draft' });
      expect((await audit()).map(({ action, detail }) => [action, (detail['created'] as string[]).length, (detail['updated'] as string[]).length])).toEqual([['faq.imported', 2, 0], ['faq.imported', 1, 1]]);
    });

    it('makes of two at once what one makes', async () => {
      const items = Array.from({ length: 700 }, (_, at) => ({ external_id: `id-${at}`, locale: 'en', question: `Question ${at}?`, answer: 'A' }));
      const reports = await Promise.all([run(items), run([...items].reverse())]);
      expect(reports.map(({ created, unchanged, failed }) => created + unchanged + failed)).toEqual([700, 700]);
      expect(reports[0].created + reports[1].created).toBe(700);
    });

    it('takes back an export of either form without a change', async () => {
      await loadDemoArticles(new ArticleStore(test.database), tenantId);
      await run([
        { locale: 'en', question: '=HYPERLINK("http://x")', answer: '-1\r\n\r\n  <script>alert(1)</script>\n', keywords: ['a;b', 'c\\', '=1'], paraphrases: ["'quoted'", "'=x"], category: '@home', external_id: '+1', status: 'archived', valid_from: '2026-01-01T08:00:00.123456+08:00' },
        { locale: 'zh-TW', question: '沒有 ID 的問題，「引號」', answer: ' "x",\ty ' },
      ]);
      const before = await exported('json');
      const csv = await exported('csv');
      expect(csv.split(/[\r\n,"]/).filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
      const size = (JSON.parse(before) as { items: unknown[] }).items.length;
      const unchanged = { created: 0, updated: 0, unchanged: size, failed: 0, errors: [], dry_run: false };
      expect(await imports.run(tenantId, writer, Buffer.from(csv), false)).toEqual(unchanged);
      expect(await run((JSON.parse(before) as { items: unknown[] }).items)).toEqual(unchanged);
      expect(await exported('json')).toBe(before);
      const source = tenantId;
      tenantId = newId();
      await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `copy-of-${source}`]);
      expect(await imports.run(tenantId, writer, Buffer.from(csv), false)).toMatchObject({ created: size, failed: 0 });
      expect(sorted(await exported('json'))).toEqual(sorted(before));
    });
  });

  it('counts a word on a turn once, and its last', async () => {
    const { id } = await editor.create(tenantId, writer, faq({ question: 'Helpful?' }));
    const feedback = new ArticleFeedback(test.database);
    const turn_id = newId();
    await Promise.all(Array.from({ length: 5 }, () => feedback.give(tenantId, id, { helpful: true, turn_id })));
    expect(await feedback.give(tenantId, id, { helpful: false })).toEqual({ id, helpful: 1, not_helpful: 1 });
    expect(await feedback.give(tenantId, id, { helpful: false, turn_id })).toEqual({ id, helpful: 0, not_helpful: 2 });
    expect(await reader.get(tenantId, id)).toMatchObject({ helpful: 0, not_helpful: 2, version: 1 });
    await expect(feedback.give(tenantId, newId(), { helpful: true })).rejects.toMatchObject({ code: 'not_found' });
  });
});

const sorted = (json: string): string[] => (JSON.parse(json) as { items: unknown[] }).items.map((item) => JSON.stringify(item)).sort();
