import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateFaq } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { collectingLogger, createTestDatabase, describeWith, eventually, gate, silentLogger, type TestDatabase } from '#libs/testing';
import { ArticleEditor, ArticleStore, ElasticsearchParts, EmbeddedSearch, FaqSearch, IndexFeed, SearchWithFallback, SynonymBook, SynonymStore } from '../../src/index.js';
import { encoder } from '../shipped-encoder.js';
import { ElasticsearchDouble } from './elasticsearch-double.js';

const writer = { kind: 'staff' as const, id: newId() };

describeWith('postgresql', 'Elasticsearch beside the database', () => {
  let test: TestDatabase;
  let server: ElasticsearchDouble;
  let parts: ElasticsearchParts;
  let search: FaqSearch;
  let editor: ArticleEditor;
  let tenantId: string;
  const log = collectingLogger();

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test?.drop());

  beforeEach(async () => {
    await test.asOwner('DELETE FROM tenants');
    await test.asOwner('DELETE FROM faq_index_queue');
    tenantId = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `t-${tenantId}`]);
    server = new ElasticsearchDouble();
    parts = new ElasticsearchParts(server.client(), new IndexFeed(test.database), new ArticleStore(test.database), encoder, log.logger, 'faqs');
    const articles = new SearchWithFallback(parts.search, new EmbeddedSearch(new ArticleStore(test.database), encoder), log.logger);
    search = new FaqSearch({ articles, synonyms: new SynonymBook(new SynonymStore(test.database)) });
    editor = new ArticleEditor(test.database, search);
    log.lines.length = 0;
  });
  afterEach(() => parts.follower.onModuleDestroy());

  const create = (question: string, given: Partial<CreateFaq> = {}) => editor.create(tenantId, writer, CreateFaq.parse({ locale: 'en', answer: 'An answer', question, ...given }));
  const found = async (question: string): Promise<string[]> => (await search.search(tenantId, question, { locale: 'en' })).map(({ article }) => article.question);
  const indexed = () => server.documents('faqs').map(({ article }) => article.question as string).sort();
  const waiting = async () => (await test.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM faq_index_queue'))[0]!.n;

  it('is filled by the worker, and asked from then on', async () => {
    await create('Do you sell zebras?');
    await create('Draft of a zebra', { status: 'draft' });
    expect(await found('zebras')).toEqual(['Do you sell zebras?']);
    expect(server.searches).toEqual([]);
    parts.follower.start();
    await eventually('the index', () => indexed().length === 1);
    await eventually('nothing waits', async () => (await waiting()) === 0);
    await expect(search.check()).resolves.toBeUndefined();
    expect(Object.keys(server.template!['template'].settings.analysis.analyzer)).toEqual(['faq_text']);
  });

  it('has each search within one tenant, by routing and by a filter', async () => {
    await parts.reindex();
    await create('Do you sell zebras?');
    await found('do you sell and deliver zebras');
    expect(server.searches.length).toBeGreaterThan(0);
    const own = { term: { tenant_id: tenantId } };
    for (const { query, knn = [] } of server.searches) {
      expect(query.bool.filter).toEqual([own]);
      for (const { filter } of knn) expect(filter[0]).toEqual(own);
    }
    expect(server.searches.some(({ knn }) => knn?.length > 0)).toBe(true);
  });

  it('catches up with everything that changed while it was away, and searches do without it meanwhile', async () => {
    await parts.reindex();
    const [gone, changed] = [await create('Where do gnus sleep?'), await create('Do you sell zebras?')];
    expect(await found('zebras')).toHaveLength(1);
    parts.follower.start();
    server.isAway = true;
    await expect(search.check()).rejects.toThrow();
    await editor.update(tenantId, writer, changed.id, { question: 'Do you sell okapis?' });
    await editor.delete(tenantId, writer, gone.id);
    await create('What do zebras eat?');
    expect([await found('okapis'), await found('zebras'), await found('gnus')]).toEqual([['Do you sell okapis?'], ['What do zebras eat?'], []]);
    expect(log.lines.map(({ msg }) => msg)).toContain('search falls back on the index in memory');
    expect(indexed()).toEqual(['Do you sell zebras?', 'Where do gnus sleep?']);
    server.isAway = false;
    await eventually('it has caught up', async () => (await waiting()) === 0);
    expect(indexed()).toEqual(['Do you sell okapis?', 'What do zebras eat?']);
  });

  it('is not asked while it is far behind', async () => {
    await parts.reindex();
    await create('Do you sell zebras?');
    await test.asOwner(`INSERT INTO faq_index_queue (tenant_id, faq_id, since) VALUES ($1, $2, now() - interval '10 seconds')`, [tenantId, newId()]);
    const asked = server.searches.length;
    const elsewhere = new ElasticsearchParts(server.client(), new IndexFeed(test.database), new ArticleStore(test.database), encoder, silentLogger(), 'faqs');
    await expect(elsewhere.search.search(tenantId, ['zebras'], { locale: 'en' })).rejects.toMatchObject({ code: 'index_behind' });
    expect(server.searches).toHaveLength(asked);
  });

  it('loses no change that comes while another is being taken up', async () => {
    await parts.reindex();
    const { id } = await create('Version one?');
    // Until what this process wrote is in the index.
    await found('version');
    const touch = (question: string) => test.asOwner(`UPDATE faqs SET question = $2, revision = nextval('faq_revisions') WHERE id = $1`, [id, question]);
    await touch('Version one and a half?');
    const [begun, goOn] = [gate(), gate()];
    const feeding = new IndexFeed(test.database).feedChanges(tenantId, async () => {
      begun.open();
      await goOn.opened;
    });
    await begun.opened;
    await touch('Version two?');
    goOn.open();
    await feeding;
    expect(await waiting()).toBe(1);
    await parts.follower.follow();
    expect([await waiting(), indexed()]).toEqual([0, ['Version two?']]);
  });

  describe('made anew', () => {
    it('is searched all the time, takes changes up meanwhile, and leaves nothing behind', async () => {
      for (let at = 0; at < 3; at++) await create(`Zebra number ${at}?`);
      await parts.reindex();
      const [former] = server.indices.keys();
      const [begun, goOn] = [gate(), gate()];
      server.onWrite = () => begun.open();
      const feed = new IndexFeed(test.database);
      const { indices } = parts;
      const anew = feed.alone(async () => {
        const index = await indices.create();
        await goOn.opened;
        await feed.feedAll(tenantId, (_tenant, put) => indices.fill(index, tenantId, put));
        await feed.whileNobodyFeeds(() => indices.use(index));
        return index;
      });
      await eventually('the new index', () => server.indices.size === 2);
      expect(await parts.reindex()).toBeNull();
      await create('Zebra meanwhile?');
      expect(await found('zebra')).toHaveLength(4);
      goOn.open();
      const index = await anew;
      expect([...server.indices.keys()]).toEqual([index]);
      expect(index).not.toBe(former);
      expect(indexed()).toEqual(['Zebra meanwhile?', 'Zebra number 0?', 'Zebra number 1?', 'Zebra number 2?']);
      expect(await found('zebra')).toHaveLength(4);
    });

    it('removes what an attempt left that died, and knows what it does not know any more', async () => {
      await create('Zebra?');
      await parts.reindex();
      await parts.indices.create();
      const searched = server.indices.get([...server.indices.keys()][0]!)!;
      searched.documents.set('stray', { routing: tenantId, source: { article: { question: 'Stray' } } });
      expect(await parts.reindex()).toMatchObject({ articles: 1, tenants: 1 });
      expect([server.indices.size, indexed()]).toEqual([1, ['Zebra?']]);
    });

    it('comes by itself where the index is lost, or was made by another version', async () => {
      await create('Zebra?');
      parts.follower.start();
      await eventually('the index', () => indexed().length === 1);
      server.indices.clear();
      await create('Okapi?');
      await eventually('the index again', () => indexed().length === 2);
      const [name, index] = [...server.indices][0]!;
      server.indices.clear();
      server.indices.set(name.replace(/-[0-9a-f]{12}-/, '-000000000000-'), index);
      expect(await parts.indices.isUpToDate()).toBe(false);
    });
  });
});
