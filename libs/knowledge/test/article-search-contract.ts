import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateFaq } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { ArticleEditor, ArticleImport, ArticleStore, EmbeddedSearch, FaqSearch, SynonymBook, SynonymStore, loadDemoArticles, type ArticleSearch, type FaqHit, type Locale, type SearchOptions } from '../src/index.js';
import { encoder } from './shipped-encoder.js';

export interface SearchesUnderTest {
  here: ArticleSearch;
  /** As another process has it. */
  there: ArticleSearch;
  close(): Promise<void>;
}

const writer = { kind: 'staff' as const, id: newId() };
const inMs = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

/** What every ArticleSearch must do, on articles in PostgreSQL. */
export function articleSearchContract(name: string, open: (test: TestDatabase) => Promise<SearchesUnderTest>): void {
  describe(`article search contract: ${name}`, () => {
    let test: TestDatabase;
    let opened: SearchesUnderTest;
    let here: FaqSearch;
    let there: FaqSearch;
    let editor: ArticleEditor;
    let imports: ArticleImport;
    let tenantId: string;

    beforeAll(async () => {
      test = await createTestDatabase();
      opened = await open(test);
      const synonyms = () => new SynonymBook(new SynonymStore(test.database));
      here = new FaqSearch({ articles: opened.here, synonyms: synonyms() });
      there = new FaqSearch({ articles: opened.there, synonyms: synonyms() });
      editor = new ArticleEditor(test.database, here);
      imports = new ArticleImport(test.database, here);
    });

    afterAll(async () => {
      await opened?.close();
      await test?.drop();
    });

    beforeEach(async () => {
      tenantId = await newTenant();
    });

    async function newTenant(): Promise<string> {
      const id = newId();
      await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, `t-${id}`]);
      return id;
    }

    const create = (given: Partial<CreateFaq> & { question: string }) => editor.create(tenantId, writer, CreateFaq.parse({ locale: 'en', answer: 'An answer', ...given }));
    const importAll = (items: object[]) => imports.run(tenantId, writer, { items: items.map((item) => ({ locale: 'en', answer: 'An answer', ...item })) }, false);
    const found = async (question: string, options: Partial<SearchOptions> = {}, where = here): Promise<string[]> => (await where.search(tenantId, question, { locale: 'en', ...options })).map(({ article }) => article.question);
    const first = async (question: string, locale: Locale = 'en'): Promise<string | undefined> => (await found(question, { locale }))[0];

    it('finds what is committed at once here, and soon in another process', async () => {
      expect(await found('zebras', {}, there)).toEqual([]);
      const { id } = await create({ question: 'Do you sell zebras?' });
      expect(await found('zebras')).toEqual(['Do you sell zebras?']);
      await eventually('the other process finds it', async () => (await found('zebras', {}, there)).length === 1);
      await editor.update(tenantId, writer, id, { question: 'Do you sell okapis?' });
      expect([await found('zebras'), await found('okapis')]).toEqual([[], ['Do you sell okapis?']]);
      await editor.update(tenantId, writer, id, { status: 'archived' });
      expect(await found('okapis')).toEqual([]);
      await editor.restore(tenantId, writer, id, 1);
      expect(await found('zebras')).toEqual(['Do you sell zebras?']);
      await editor.delete(tenantId, writer, id);
      expect(await found('zebras')).toEqual([]);
      await eventually('the other process finds it no more', async () => (await found('zebras', {}, there)).length === 0);
    });

    it('finds an import when it answers', async () => {
      await importAll(Array.from({ length: 1_203 }, (_, at) => ({ question: `What does ${wordOf(at)} mean?`, external_id: `w${at}` })));
      expect(await first(`what is ${wordOf(1_100)}`)).toBe(`What does ${wordOf(1_100)} mean?`);
    });

    it('finds articles only while they are valid and published', async () => {
      await importAll([
        { question: 'Is the zebra sale on?', valid_to: inMs(2_500) },
        { question: 'Is the okapi sale on?', valid_from: inMs(2_500) },
        { question: 'Is the gnu sale on?', status: 'draft' },
      ]);
      expect(await found('zebra okapi gnu sale')).toEqual(['Is the zebra sale on?']);
      for (const where of [here, there]) await eventually('the other sale has begun', async () => (await found('zebra okapi gnu sale', {}, where)).join() === 'Is the okapi sale on?');
    });

    it('finds nothing of another tenant', async () => {
      await create({ question: 'Where do zebras sleep?' });
      const own = tenantId;
      tenantId = await newTenant();
      await create({ question: 'What do zebras eat?' });
      expect(await found('zebras')).toEqual(['What do zebras eat?']);
      tenantId = own;
      expect(await found('zebras')).toEqual(['Where do zebras sleep?']);
    });

    it('finds inflections, misspelt words, and either Chinese script and width', async () => {
      await importAll([{ question: 'How do I track a shipment?' }, { question: 'Warranty of a kettle' }, { question: 'Do you ship to Norway?' }, { question: '如何重設密碼？', locale: 'zh-TW' }, { question: '怎么开发票', locale: 'zh-CN' }]);
      expect(await first('my kettles')).toBe('Warranty of a kettle');
      expect(await first('waranty kettel')).toBe('Warranty of a kettle');
      expect(await first('ｎｏｒｗａｙ')).toBe('Do you ship to Norway?');
      expect(await first('重设密码', 'zh-CN')).toBe('如何重設密碼？');
      expect(await first('開發票', 'zh-TW')).toBe('怎么开发票');
      expect(await found('發票', { locale: 'en' })).toEqual([]);
    });

    it('answers in another language rather than not at all', async () => {
      await create({ question: '如何重設密碼？', locale: 'zh-TW', external_id: 'password' });
      expect(await first('reset password')).toBe('如何重設密碼？');
    });

    it('has translations lend each other their words, as they are now', async () => {
      const tw = await create({ question: '運費怎麼算', locale: 'zh-TW', external_id: 'fee' });
      const cn = await create({ question: '快递要加钱不', locale: 'zh-CN', external_id: 'fee' });
      const [hit] = await here.search(tenantId, '快遞要加錢不', { locale: 'zh-TW' });
      expect(hit).toMatchObject({ article: { id: tw.id }, matched: '快递要加钱不' });
      await editor.update(tenantId, writer, cn.id, { status: 'draft' });
      expect((await here.search(tenantId, '快遞要加錢不', { locale: 'zh-TW' })).map(({ matched }) => matched)).not.toContain('快递要加钱不');
    });

    it('narrows to a category and keywords before the best are taken', async () => {
      await importAll([
        ...Array.from({ length: 80 }, (_, at) => ({ question: `Return policy of shop ${wordOf(at)}`, category: 'crowd' })),
        { question: 'About the return of a borrowed thing', category: 'Rare', keywords: ['Library', 'books'] },
        { question: '退貨', locale: 'zh-TW', category: '退貨' },
      ]);
      expect(await found('return policy', { filters: { category: 'rare' } })).toEqual(['About the return of a borrowed thing']);
      expect(await found('return policy', { filters: { keywords: ['library', 'BOOKS'] } })).toEqual(['About the return of a borrowed thing']);
      expect(await found('return policy', { filters: { category: 'crowd', keywords: ['books'] } })).toEqual([]);
      expect(await found('退货', { locale: 'zh-CN', filters: { category: '退货' } })).toEqual(['退貨']);
      expect(await found('return policy', { limit: 3 })).toHaveLength(3);
    });

    it('takes a tenant’s synonyms for one another', async () => {
      await importAll([{ question: 'What is the colour of the frobnicator?' }, { question: 'Opening hours' }]);
      expect(await found('gizmotron')).toEqual([]);
      const store = new SynonymStore(test.database);
      await store.replace(tenantId, writer, [{ locale: 'en', words: ['frobnicator', 'gizmotron'] }]);
      for (const where of [here, there]) await eventually('the synonym is known', async () => (await found('gizmotron', {}, where)).length === 1);
      const [hit] = await here.search(tenantId, 'gizmotron', { locale: 'en' });
      expect(hit).toMatchObject({ matched: 'What is the colour of the frobnicator?', asked: 'frobnicator' });
    });

    it.each(['', '   ', '😀🎉', '？！。', '\u0000', '<b></b>', '*', '"', '{"bool":{}}', 'tenant_id:*', 'x'.repeat(200)])('finds nothing, and breaks nothing, for %j', async (question) => {
      await create({ question: 'How do I reset my password?' });
      expect(await found(question)).toEqual([]);
    });

    it('reads a question without end', async () => {
      await create({ question: 'How do I reset my password?' });
      expect(await first(`reset my password ${'and so on '.repeat(10_000)}`)).toBe('How do I reset my password?');
      expect(await found('密碼'.repeat(50_000), { locale: 'zh-CN' })).toEqual(['How do I reset my password?']);
    });

    it('scores as the embedded index does, so that cut-offs mean the same', async () => {
      const store = new ArticleStore(test.database);
      await loadDemoArticles(store, tenantId);
      await here.refresh(tenantId);
      const embedded = new EmbeddedSearch(store, encoder);
      const questions: [string, Locale][] = [['where is my package', 'en'], ['refund?', 'en'], ['can i pay with paypl', 'en'], ['do you sell zebras', 'en'], ['運費怎麼算', 'zh-TW'], ['我想退貨', 'zh-TW'], ['忘记密码了怎么办', 'zh-CN'], ['发票', 'zh-CN']];
      for (const [question, locale] of questions) {
        const [hits, expected] = [await here.search(tenantId, question, { locale, limit: 3 }), await embedded.search(tenantId, [question], { locale, limit: 3 })];
        expect({ question, hits: hits.map(told) }).toEqual({ question, hits: expected.map(told) });
        for (const [at, { score }] of hits.entries()) expect(Math.abs(score - expected[at]!.score)).toBeLessThan(0.01);
      }
    });
  });
}

const told = ({ article, matched }: FaqHit) => ({ id: article.id, matched });

/** A word that no other number has, three letters at least apart from the next. */
const wordOf = (number: number): string => [...String(number).padStart(4, '0')].map((digit) => ['ba', 'ko', 'ri', 'lu', 'ze', 'mi', 'to', 'va', 'ne', 'sh'][Number(digit)]).join('x');
