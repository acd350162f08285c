import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, describeWith, type TestDatabase } from '#libs/testing';
import { runReindex } from '../../tools/reindex/run-reindex.js';
import { fakeIo } from './fake-io.js';

describeWith('postgresql', 'npm run reindex', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test?.drop());

  it('says what is missing, and what failed', async () => {
    const none = fakeIo({ env: { DATABASE_URL: test.owner } });
    expect(await runReindex([], none)).toBe(2);
    expect(none.err()).toContain('ELASTICSEARCH_URL is not set');
    const away = fakeIo({ env: { DATABASE_URL: test.owner, ELASTICSEARCH_URL: 'http://127.0.0.1:1' } });
    expect(await runReindex([], away)).toBe(1);
    expect(away.err()).toContain('Elasticsearch failed');
  });

  it('explains itself', async () => {
    const io = fakeIo();
    expect(await runReindex(['--help'], io)).toBe(0);
    expect(io.out()).toContain('npm run reindex');
    expect(await runReindex(['--what'], fakeIo())).toBe(2);
  });
});
