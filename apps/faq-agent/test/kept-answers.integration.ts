import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { ReplyStream } from '#libs/agent-runtime';
import { TieredCache } from '#libs/cache';
import type { ModelAnswer } from '#libs/channels';
import { newId } from '#libs/kernel';
import { AnswerCache, SimilarQuestions, type FaqHit } from '#libs/knowledge';
import { aRouting, aTurnContext, describeWith, eventually, gate, openTestRedis, silentLogger, type TestRedis } from '#libs/testing';
import { answerFaqTurn } from '../src/answer-faq-turn.js';
import { REFUSAL } from '../src/article-prompt.js';
import { noAnswerText } from '../src/no-answer-text.js';

jest.setTimeout(60_000);

const QUESTION = 'Can I pay by card before delivery?';
const HIT: FaqHit = { article: { id: newId(), externalId: null, locale: 'en', question: 'Paying?', answer: 'By card.', category: null, keywords: [], paraphrases: [] }, score: 0.4, matched: 'Paying?' };

describeWith('redis', 'two FAQ agents on one Redis', () => {
  let redis: TestRedis[];
  let caches: TieredCache[];
  let agents: AnswerCache[];
  let tenantId: string;
  let calls: number;

  beforeEach(async () => {
    redis = [await openTestRedis(), await openTestRedis()];
    caches = redis.map(({ client }) => new TieredCache(client, silentLogger(), { maxEntries: 1_000, maxBytes: 1_000_000 }));
    await Promise.all(caches.map((cache) => cache.ready()));
    agents = caches.map((cache) => new AnswerCache(cache, { version: async () => '1', search: async () => [HIT] }, new SimilarQuestions()));
    tenantId = newId();
    calls = 0;
  });

  afterEach(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    await Promise.all(redis.map((one) => one.close()));
  });

  async function ask(agent: AnswerCache, text = QUESTION, opened = Promise.resolve(), writes = 'By card [1].'): Promise<{ text: string; fromCache: boolean }> {
    const reply: ReplyStream = { write: () => undefined, restart: () => undefined, signal: new AbortController().signal };
    const answer = async (): Promise<ModelAnswer> => {
      calls += 1;
      await opened;
      return { kind: 'answered', callId: newId(), completion: { id: 'x', model: 'small', text: writes, toolCalls: [], stopReason: 'end', stopSequence: null, usage: null } };
    };
    const step = await answerFaqTurn({ answers: agent, models: { ask: answer } }, tenantId, { turn: aTurnContext({ text }), routing: aRouting({ decided_by: 'default', guess: 'faq', confidence: 0.5 }) }, reply);
    if (step.kind !== 'reply') throw new Error(step.kind);
    return step;
  }

  it('have one answer written for a hundred who ask at once', async () => {
    const { opened, open } = gate();
    const asked = Array.from({ length: 100 }, (_, at) => ask(agents[at % 2]!, QUESTION, opened));
    await eventually('the model to be asked', () => calls > 0);
    open();
    const got = await Promise.all(asked);
    expect(calls).toBe(1);
    expect(got.every(({ text }) => text === 'By card.')).toBe(true);
    expect(got.filter(({ fromCache }) => fromCache)).toHaveLength(99);
  });

  it('have a hundred who ask at once told that there is no answer after one call, and whoever asks later', async () => {
    const { opened, open } = gate();
    const asked = Array.from({ length: 100 }, (_, at) => ask(agents[at % 2]!, QUESTION, opened, REFUSAL));
    await eventually('the model to be asked', () => calls > 0);
    open();
    const got = await Promise.all(asked);
    expect(calls).toBe(1);
    expect(got.every(({ text }) => text === noAnswerText({ guess: 'faq', locale: 'en' }, ''))).toBe(true);
    expect(got.filter(({ fromCache }) => fromCache)).toHaveLength(99);
    for (const agent of agents) expect(await ask(agent)).toMatchObject({ fromCache: true });
    await eventually('both to know the question', async () => (await Promise.all(agents.map((agent) => ask(agent, 'is it possible to pay by card before delivery', undefined, REFUSAL)))).every(({ fromCache }) => fromCache));
    await agents[0]!.forgetAll(tenantId);
    await eventually('the other to forget it', async () => !(await ask(agents[1]!)).fromCache);
  });

  it('give each other’s answers, also to nearly the same question', async () => {
    await ask(agents[0]!);
    expect(await ask(agents[1]!)).toMatchObject({ fromCache: true });
    await eventually('the other to have heard of the question', async () => (await ask(agents[1]!, 'is it possible to pay by card before delivery')).fromCache);
  });

  it('forget what the other’s changes make wrong', async () => {
    await ask(agents[0]!);
    await ask(agents[1]!);
    await agents[0]!.forgetArticles(tenantId, [HIT.article.id]);
    expect(await ask(agents[0]!)).toMatchObject({ fromCache: false });
    await agents[1]!.forgetAll(tenantId);
    await eventually('the first to forget it', async () => !(await ask(agents[0]!)).fromCache);
  });
});
