import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Conversation, Message, Turn } from '#libs/contracts';
import { describeWith, eventually } from '#libs/testing';
import { ApiClient } from '../e2e/support/api-client.js';
import { startCluster, type Cluster } from './support/cluster.js';
import { API_KEY } from './support/platform.js';

/** The order agent hands its part over, the FAQ agent answers the other. */
const MESSAGE = 'Where is my order W10023? And how do I reset my password?';
const REPLY = /password[\s\S]*\n\nAbout “Where is my order W10023\?”: I cannot look into orders myself yet/i;
const WITHIN_MS = 40_000;
const TESTS = 3;

describeWith(['postgresql', 'rabbitmq', 'redis'], 'a specialist killed between the parts of a turn', () => {
  let cluster: Cluster;
  let api: ApiClient;
  let passed = 0;

  beforeAll(async () => {
    cluster = await startCluster();
    api = new ApiClient(cluster.url, API_KEY);
  }, 240_000);

  afterAll(() => cluster?.close({ keepLogs: passed < TESTS }), 60_000);

  const faqAgent = () => cluster.apps.get('faq-agent')!;

  interface Posted {
    conversationId: string;
    turnId: string;
  }

  /** Sends the message with no FAQ agent there; returns when the other part is finished. */
  async function postWithoutFaqAgent(): Promise<Posted> {
    await faqAgent().kill();
    const { id } = (await api.post('/api/v1/conversations', {})).body as Conversation;
    const { turn_id: turnId } = (await api.post(`/api/v1/conversations/${id}/messages`, { message: MESSAGE })).body as { turn_id: string };
    await eventually('the first part is finished', async () => (await partsOf(turnId)).length === 1, WITHIN_MS);
    expect(await partsOf(turnId)).toEqual([{ part_index: 0, outcome: 'handed_off' }]);
    return { conversationId: id, turnId };
  }

  const partsOf = (turnId: string) => cluster.query<{ part_index: number; outcome: string }>(`SELECT part_index, outcome FROM turn_parts WHERE turn_id = '${turnId}' ORDER BY part_index`);

  async function expectOneJoinedReply({ conversationId, turnId }: Posted): Promise<void> {
    await eventually('the turn has ended', async () => ((await api.get(`/api/v1/turns/${turnId}`)).body as Turn).ended_at !== null, WITHIN_MS);
    const { items } = (await api.get(`/api/v1/conversations/${conversationId}/messages`)).body as { items: Message[] };
    expect(items.map(({ author }) => author)).toEqual(['contact', 'ai_agent']);
    expect(items[1]!.message).toMatch(REPLY);
    expect((await api.get(`/api/v1/turns/${turnId}`)).body).toMatchObject({ state: 'handed_off', handoff_reason: 'agent_not_available', parts: [{ outcome: 'handed_off' }, { outcome: 'answered' }] });
    expect(await cluster.unsettled()).toMatchObject({ turns: 0 });
  }

  it('finds its part waiting when it is back, and the reply has both', async () => {
    const posted = await postWithoutFaqAgent();
    await faqAgent().start();
    await expectOneJoinedReply(posted);
    passed += 1;
  }, 120_000);

  it('does its part once when it dies while it writes it', async () => {
    const posted = await postWithoutFaqAgent();
    const held = cluster.query(`WITH held AS MATERIALIZED (SELECT id FROM conversations WHERE id = '${posted.conversationId}' FOR UPDATE) SELECT pg_sleep(4) FROM held`);
    await faqAgent().start();
    await eventually('it waits to write', async () => (await cluster.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%turn_parts%'`)).length > 0, WITHIN_MS);
    await faqAgent().kill();
    await held;
    expect(await partsOf(posted.turnId)).toHaveLength(1);
    await faqAgent().start();
    await expectOneJoinedReply(posted);
    passed += 1;
  }, 120_000);

  it('answers a part that the broker lost when the turn is taken up again', async () => {
    const posted = await postWithoutFaqAgent();
    await expect(cluster.loseEnvelopes('faq-agent.answer-turn')).resolves.toBe(1);
    await faqAgent().start();
    await expectOneJoinedReply(posted);
    expect(await cluster.query(`SELECT attempts FROM turns WHERE id = '${posted.turnId}'`)).toEqual([{ attempts: 2 }]);
    passed += 1;
  }, 120_000);
});
