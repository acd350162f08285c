import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { TURN_EVENT_LOG, type TurnEventLog } from '#libs/stream';
import { describeWith, eventually } from '#libs/testing';
import { eventsOf, readEvents, type ApiClient, type StreamedEvent } from './support/api-client.js';
import { expectWholeAnswer } from './support/chat-behaviour.js';
import { holdFaq } from './support/hold-faq.js';
import { metric } from './support/metric.js';
import { startPlatform, type Platform, type RunningInstance } from './support/platform.js';

const QUESTION = 'How do I reset my password?';

describeWith(['postgresql', 'rabbitmq', 'redis'], 'turn events', () => {
  let platform: Platform;
  let second: RunningInstance;

  beforeAll(async () => {
    platform = await startPlatform();
    second = await platform.startGateway();
  }, 60_000);

  afterAll(() => platform?.close(), 30_000);

  const follow = (client: ApiClient, turnId: string, lastEventId?: string): Promise<Response> =>
    client.open('GET', `/api/v1/turns/${turnId}/events`, { headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId } });
  const read = async (client: ApiClient, turnId: string, lastEventId?: string): Promise<StreamedEvent[]> => readEvents(await follow(client, turnId, lastEventId));

  async function post(message = QUESTION): Promise<{ turnId: string; conversationId: string }> {
    const { body: conversation } = await platform.api.post('/api/v1/conversations', {});
    const { body } = await platform.api.post(`/api/v1/conversations/${conversation.id}/messages`, { message });
    return { turnId: body.turn_id, conversationId: conversation.id };
  }

  async function answered(): Promise<{ turnId: string; events: StreamedEvent[] }> {
    const { turnId } = await post();
    return { turnId, events: await read(platform.api, turnId) };
  }

  it('come to whoever follows the turn, live or late, with the same ids', async () => {
    const { turnId, events } = await answered();
    expectWholeAnswer(events);
    expect(await read(platform.api, turnId)).toEqual(events);
  });

  it.each(['the same gateway', 'another gateway'])('go on after Last-Event-ID at every position, on %s', async (where) => {
    const client = where === 'the same gateway' ? platform.api : second.client(platform.key);
    const { turnId, events } = await answered();
    for (const [index, { id }] of events.entries()) expect(await read(client, turnId, id)).toEqual(events.slice(index + 1));
  });

  it('are followed on another gateway while the turn is in work', async () => {
    const faq = holdFaq(platform.app);
    try {
      const { turnId } = await post();
      const [here, there] = [read(platform.api, turnId), read(second.client(platform.key), turnId)];
      await faq.begun(1);
      faq.release();
      expectWholeAnswer(await there);
      expect(await there).toEqual(await here);
    } finally {
      faq.restore();
    }
  });

  it('resume on another gateway in the middle of a turn', async () => {
    const faq = holdFaq(platform.app);
    try {
      const { turnId } = await post();
      const first = await follow(platform.api, turnId);
      const started = (await eventsOf(first).next()).value as StreamedEvent;
      expect(started.name).toBe('conversation_started');
      const rest = read(second.client(platform.key), turnId, started.id);
      await faq.begun(1);
      faq.release();
      expectWholeAnswer([started, ...(await rest)]);
    } finally {
      faq.restore();
    }
  });

  it.each(['nonsense', '1-', '-1', '9'.repeat(40), '1-1; DROP TABLE turns', '%00'])('are given from the beginning for the Last-Event-ID %j', async (id) => {
    const { turnId, events } = await answered();
    expect(await read(platform.api, turnId, id)).toEqual(events);
  });

  it('still tell the outcome when the log is gone: it comes from the database', async () => {
    const { turnId, events } = await answered();
    await platform.redis!.flush();
    const again = await read(platform.api, turnId);
    expectWholeAnswer(again);
    expect(again.map(({ event }) => event.data)).toEqual(events.map(({ event }) => event.data));
    for (const [index, { id }] of again.entries()) expect(await read(second.client(platform.key), turnId, id)).toEqual(again.slice(index + 1));
  });

  it('bring a reader that had a part of the lost log to the end', async () => {
    const { turnId, events } = await answered();
    await platform.redis!.flush();
    for (const { id } of events.slice(0, -1)) {
      const rest = await read(second.client(platform.key), turnId, id);
      expect(rest.at(-1)!.event).toEqual(events.at(-1)!.event);
      expect(await read(platform.api, turnId, rest.at(-1)!.id)).toEqual(expect.not.arrayContaining([expect.objectContaining({ name: 'message_delta' })]));
    }
  });

  it('end with the outcome although the log lost the turn while it was in work', async () => {
    const faq = holdFaq(platform.app);
    try {
      const { turnId } = await post();
      const deaf = read(second.client(platform.key), turnId);
      await faq.begun(1);
      const telling = jest.spyOn(platform.app.get<TurnEventLog>(TURN_EVENT_LOG), 'append').mockRejectedValue(new Error('the log is away'));
      faq.release();
      expectWholeAnswer(await deaf);
      expect(telling).toHaveBeenCalledTimes(1);
      telling.mockRestore();
    } finally {
      faq.restore();
    }
  });

  it('are nobody else’s: another tenant’s turn, an unknown one, and none at all are not found', async () => {
    const stranger = await platform.createTenant();
    const { turnId } = await post();
    for (const path of [`${turnId}/events`, turnId, `${newId()}/events`, newId()]) {
      const { status, body, text } = await stranger.api.get(`/api/v1/turns/${path}`);
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'not_found' });
      expect(text).not.toContain('password');
    }
  });

  describe('when the reader hangs up', () => {
    it('frees its stream', async () => {
      const faq = holdFaq(platform.app);
      try {
        const before = await metric(platform, 'switchboard_open_streams');
        const { turnId } = await post();
        const hangUps = Array.from({ length: 5 }, () => new AbortController());
        for (const { signal } of hangUps) {
          const response = await platform.api.open('GET', `/api/v1/turns/${turnId}/events`, { signal });
          expect(response.status).toBe(200);
        }
        expect(await metric(platform, 'switchboard_open_streams')).toBe(before + 5);
        for (const hangUp of hangUps) hangUp.abort();
        await eventually('the streams are freed', async () => (await metric(platform, 'switchboard_open_streams')) === before);
      } finally {
        faq.restore();
      }
    });

    it('still answers the message of a chat stream', async () => {
      const faq = holdFaq(platform.app);
      const session_id = newId();
      try {
        const hangUp = new AbortController();
        const response = await platform.api.open('POST', '/api/v1/chat/stream', { body: { session_id, message: QUESTION }, signal: hangUp.signal });
        await eventsOf(response).next();
        hangUp.abort();
      } finally {
        faq.restore();
      }
      const history = () => platform.api.get(`/api/v1/session/${session_id}/history`);
      await eventually('the answer', async () => (await history()).body.messages.length === 2);
      expect((await history()).body.messages[1]).toMatchObject({ role: 'ai_agent', agent_type: 'faq' });
    });
  });
});
