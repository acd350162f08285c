import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith, eventually } from '#libs/testing';
import { readEvents } from './support/api-client.js';
import { chatBehaviour, expectWholeAnswer } from './support/chat-behaviour.js';
import { startPlatform, type Platform } from './support/platform.js';

describeWith('postgresql', 'chat API on the in-process bus and log', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({ parts: 'embedded' });
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  describe('its behaviour', () => chatBehaviour(() => platform));

  it('says which parts run', async () => {
    const { status, body } = await platform.api.get('/health');
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'ok', services: { database: { kind: 'postgresql' }, broker: { kind: 'in-process' }, cache: { kind: 'in-process' }, llm: { kind: 'local' } } } });
  });

  it('tells of a turn whose log another process had: the outcome comes from the database', async () => {
    const { body: conversation } = await platform.api.post('/api/v1/conversations', {});
    const { body } = await platform.api.post(`/api/v1/conversations/${conversation.id}/messages`, { message: 'How do I reset my password?' });
    const here = await readEvents(await platform.api.open('GET', body.events_url, {}));
    const other = (await platform.startGateway()).client(platform.key);
    const there = await readEvents(await other.open('GET', body.events_url, {}));
    expectWholeAnswer(there);
    expect(there.map(({ event }) => event)).toEqual(here.map(({ event }) => event));
  });

  it('leaves nothing in the outbox', async () => {
    await eventually('the outbox is empty', async () => (await platform.postgres.asOwner('SELECT id FROM outbox')).length === 0);
    expect(await platform.postgres.asOwner(`SELECT id FROM turns WHERE ended_at IS NULL`)).toEqual([]);
  });

  it('announces the address it really listens on', () => {
    expect(platform.announcement).toContain(platform.url);
    expect(platform.announcement).toContain(platform.key);
  });
});
