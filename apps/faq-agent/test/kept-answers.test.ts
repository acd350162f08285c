import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { AgentStep, ReplyStream } from '#libs/agent-runtime';
import { TieredCache } from '#libs/cache';
import type { ModelAnswer, ModelQuestion } from '#libs/channels';
import type { Locale, Routing } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { AnswerCache, readSharedQuestion, SimilarQuestions, type FaqHit } from '#libs/knowledge';
import { aRouting, aTurnContext, eventually, gate, silentLogger } from '#libs/testing';
import { answerFaqTurn } from '../src/answer-faq-turn.js';
import { REFUSAL } from '../src/article-prompt.js';
import { noAnswerText } from '../src/no-answer-text.js';

const UNSURE = aRouting({ decided_by: 'default', guess: 'faq', confidence: 0.5 });
const QUESTION = 'Can I pay by card?';
const NO_ANSWER = noAnswerText({ guess: 'faq', locale: 'en' }, '');
const HOUR_MS = 3_600_000;

const hit = (id: string, score: number, answer = `The answer of ${id}.`): FaqHit => ({
  article: { id, externalId: id, locale: 'en', question: `Question ${id}?`, answer, category: null, keywords: [], paraphrases: [] },
  score,
  matched: id,
});

/** An FAQ agent, the articles it finds and the model it asks. */
class Shop {
  tenantId = newId();
  hits: FaqHit[] = [hit('a', 0.4), hit('b', 0.3), hit('c', 0.01)];
  version: string | null = '1';
  calls = 0;
  searches = 0;
  /** Why there is no model, when it gives null. */
  reason: Extract<ModelAnswer, { kind: 'local' }>['reason'] = 'channels_down';
  model: (question: ModelQuestion) => Promise<string | null> = async () => 'You can, by card [2].';
  readonly answers = new AnswerCache(
    new TieredCache(null, silentLogger(), { maxEntries: 1_000, maxBytes: 1_000_000 }),
    {
      version: async () => this.version,
      search: async () => {
        this.searches += 1;
        return this.hits;
      },
    },
    new SimilarQuestions(),
  );

  async ask(text = QUESTION, { routing = UNSURE, locale = 'en' as Locale, signal = new AbortController().signal }: { routing?: Routing; locale?: Locale; signal?: AbortSignal } = {}): Promise<{ step: AgentStep; text: string; fromCache: boolean }> {
    const reply: ReplyStream = { write: () => undefined, restart: () => undefined, signal };
    const models = { ask: (question: ModelQuestion) => this.#answer(question) };
    const step = await answerFaqTurn({ answers: this.answers, models }, this.tenantId, { turn: aTurnContext({ text }), routing: { ...routing, locale } }, reply);
    return { step, text: step.kind === 'reply' ? step.text : step.kind, fromCache: step.kind === 'reply' && step.fromCache };
  }

  async #answer(question: ModelQuestion): Promise<ModelAnswer> {
    this.calls += 1;
    const text = await this.model(question);
    if (text === null) return { kind: 'local', reason: this.reason };
    return { kind: 'answered', callId: newId(), completion: { id: 'x', model: 'small', text, toolCalls: [], stopReason: 'end', stopSequence: null, usage: null } };
  }
}

/** What the query log is told: outcome, article, score, all articles, whether it was kept. */
const logged = ({ step }: { step: AgentStep }): unknown[] => (step.kind === 'reply' ? step.alongside!.values.slice(-5) : []);

describe('an answer that was given before', () => {
  let shop: Shop;

  beforeEach(() => {
    shop = new Shop();
  });

  it('is given again without a model or a search, as the articles it cites', async () => {
    expect(await shop.ask()).toMatchObject({ text: 'You can, by card.', fromCache: false });
    const again = await shop.ask('  hello, can I PAY by card？？ thanks!');
    expect(again).toMatchObject({ text: 'You can, by card.', fromCache: true });
    expect((again.step as Extract<AgentStep, { kind: 'reply' }>).alongside!.values.slice(-5)).toEqual(['answered', 'b', 0.3, ['b'], true]);
    expect([shop.calls, shop.searches]).toEqual([1, 1]);
  });

  it('is also that of an article alone', async () => {
    shop.hits = [hit('a', 0.9)];
    expect(await shop.ask()).toMatchObject({ text: 'The answer of a.', fromCache: false });
    expect(await shop.ask()).toMatchObject({ text: 'The answer of a.', fromCache: true });
  });

  it('is told in the script of who asks, each kept on its own', async () => {
    const { article, ...found } = hit('a', 0.9, '可以放進洗碗機，水溫不超過 60 度。');
    shop.hits = [{ ...found, article: { ...article, locale: 'zh-TW' } }];
    for (const fromCache of [false, true]) {
      expect(await shop.ask('水壶可以放进洗碗机清洗吗？', { locale: 'zh-CN' })).toMatchObject({ text: '可以放进洗碗机，水温不超过 60 度。', fromCache });
      expect(await shop.ask('水壺可以放進洗碗機清洗嗎？', { locale: 'zh-TW' })).toMatchObject({ text: article.answer, fromCache });
    }
  });

  it('is in the script of who asks when it was warmed', async () => {
    const { article, ...found } = hit('a', 0.9, '可以放进洗碗机。');
    shop.hits = [{ ...found, article: { ...article, locale: 'zh-CN' } }];
    const question = '水壺可以放進洗碗機清洗嗎？';
    await shop.answers.warm(shop.tenantId, readSharedQuestion(question, 'zh-TW')!);
    expect(await shop.ask(question, { locale: 'zh-TW' })).toMatchObject({ text: '可以放進洗碗機。', fromCache: true });
  });

  it.each([
    ['another tenant', (other: Shop) => void (other.tenantId = newId()), QUESTION, 'en'],
    ['another language', () => undefined, QUESTION, 'zh-TW'],
    ['another number', () => undefined, 'Can I return it within 60 days?', 'en'],
    ['a negation', () => undefined, 'Can I not pay by card?', 'en'],
  ] as const)('is not given to %s', async (_, change, text, locale) => {
    await shop.ask(text.includes('60') ? 'Can I return it within 30 days?' : QUESTION);
    change(shop);
    expect(await shop.ask(text, { locale })).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(2);
  });

  it.each([
    'Can I pay order W1234567 by card?',
    'can i pay by card, my mail is amy@example.com',
    'Can I pay by card? call me 0912-345-678',
    'my name is Amy, can I pay by card?',
    'Can Amy Winter pay by card?',
    '我叫王小明，可以刷卡嗎',
    '請問王先生的訂單可以刷卡嗎',
  ])('is not kept of a personal question: %s', async (text) => {
    await shop.ask(text);
    expect(await shop.ask(text)).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(2);
  });

  it('is not kept where it repeats a name', async () => {
    shop.model = async () => 'Yes, Amy can pay by card [1].';
    await shop.ask('and may Amy pay by card?');
    expect(await shop.ask('and may Amy pay by card?')).toMatchObject({ fromCache: false });
  });

  it.each([
    ['the model is down', null],
    ['the model says nothing', ''],
    ['the refusal is half one', 'NO_ANSWER_IN'],
    ['the refusal says more', 'It costs $9,999. NO_ANSWER_IN_ARTICLES'],
    ['the answer is not supported', 'See https://evil.example [1]'],
    ['the answer is from an article that was not given', 'You can [9].'],
  ])('is not kept when %s', async (_, text) => {
    shop.model = async () => text;
    await shop.ask();
    shop.model = async () => 'You can [1].';
    expect(await shop.ask()).toMatchObject({ text: 'You can.', fromCache: false });
  });

  it('is not given by a model’s words to who only chats or wants a human', async () => {
    await shop.ask();
    expect(await shop.ask(QUESTION, { routing: { ...UNSURE, guess: 'other' } })).toMatchObject({ fromCache: false });
    expect((await shop.ask(QUESTION, { routing: { ...UNSURE, guess: 'human', confidence: 0.9 } })).step).toEqual({ kind: 'transfer', intent: 'human' });
  });

  describe('when articles have changed', () => {
    beforeEach(async () => {
      await shop.ask();
      shop.version = '2';
      shop.model = async () => 'As of now you can [1].';
    });

    const CHANGES: [change: string, holds: boolean, hits: FaqHit[]][] = [
      ['nothing that it is about', true, [hit('a', 0.4), hit('b', 0.3), hit('c', 0.01)]],
      ['an article it does not cite', true, [hit('a', 0.4), hit('b', 0.3), hit('c', 0.01, 'Other words')]],
      ['the article it cites', false, [hit('a', 0.4), hit('b', 0.3, 'Other words'), hit('c', 0.01)]],
      ['the article it cites, which is gone', false, [hit('a', 0.4), hit('c', 0.01)]],
      ['an article in front, which says something else by now', false, [hit('a', 0.4, 'Other words'), hit('b', 0.3)]],
      ['nothing, but a new one is in front', false, [hit('new', 0.5), hit('a', 0.4), hit('b', 0.3)]],
      ['nothing, but a new one comes behind', true, [hit('a', 0.4), hit('b', 0.3), hit('new', 0.2)]],
      ['the order in which they are found', true, [hit('b', 0.4), hit('a', 0.3)]],
    ];

    it.each(CHANGES)('and it is %s, holds: %s', async (_, holds, hits) => {
      shop.hits = hits;
      expect(await shop.ask()).toMatchObject({ text: holds ? 'You can, by card.' : 'As of now you can.', fromCache: holds });
      expect(await shop.ask()).toMatchObject({ fromCache: true });
      expect(shop.calls).toBe(holds ? 1 : 2);
    });

    it('and one answers for sure, gives way to it', async () => {
      shop.hits = [hit('a', 0.95), hit('b', 0.3)];
      expect(await shop.ask()).toMatchObject({ text: 'The answer of a.', fromCache: false });
    });

    it('and the writer told so, is gone at once', async () => {
      shop.version = '1';
      await shop.answers.forgetArticles(shop.tenantId, ['c', 'unknown']);
      expect(await shop.ask()).toMatchObject({ fromCache: true });
      await shop.answers.forgetArticles(shop.tenantId, ['b']);
      expect(await shop.ask()).toMatchObject({ fromCache: false });
    });
  });

  it('is searched for each time where nothing tells the version', async () => {
    shop.version = null;
    await shop.ask();
    expect(await shop.ask()).toMatchObject({ fromCache: true });
    expect([shop.calls, shop.searches]).toEqual([1, 2]);
  });

  it('is gone when the tenant’s answers are forgotten', async () => {
    await shop.ask();
    await shop.answers.forgetAll(newId());
    expect(await shop.ask()).toMatchObject({ fromCache: true });
    await shop.answers.forgetAll(shop.tenantId);
    expect(await shop.ask()).toMatchObject({ fromCache: false });
  });
});

describe('that the articles do not answer', () => {
  let shop: Shop;

  beforeEach(() => {
    shop = new Shop();
    shop.model = async () => REFUSAL;
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is told again without a model, and logged as the gap it is', async () => {
    const first = await shop.ask();
    const again = await shop.ask('  hello, can I PAY by card？？ thanks!');
    expect(first).toMatchObject({ text: NO_ANSWER, fromCache: false, step: { unanswered: true } });
    expect(again).toMatchObject({ text: NO_ANSWER, fromCache: true, step: { unanswered: true } });
    expect([first, again].map(logged)).toEqual([
      ['no_answer', null, 0.4, [], false],
      ['no_answer', null, 0.4, [], true],
    ]);
    expect(shop.calls).toBe(1);
  });

  it('gives way to the answer where the question, typed otherwise, finds the article', async () => {
    await shop.ask();
    shop.hits = [hit('found', 0.4), hit('a', 0.3)];
    shop.model = async () => 'You can [1].';
    expect(await shop.ask('CAN I PAY BY CARD??')).toMatchObject({ text: 'You can.', fromCache: false });
    expect(await shop.ask()).toMatchObject({ text: 'You can.', fromCache: true });
  });

  it('is told to nearly the same question, once search finds no more for it', async () => {
    await shop.ask('Can I cancel my order before it ships?');
    const similar = 'is it possible to cancel an order before it ships';
    expect(await shop.ask(similar)).toMatchObject({ text: NO_ANSWER, fromCache: true });
    shop.hits = [hit('a', 0.4), hit('b', 0.3), hit('new', 0.01)];
    expect(await shop.ask(similar)).toMatchObject({ text: NO_ANSWER, fromCache: false });
    expect(await shop.ask('Can I cancel my order after it shipped?')).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(3);
  });

  it.each([
    ['another tenant', (other: Shop) => void (other.tenantId = newId()), 'en'],
    ['another language', () => undefined, 'zh-TW'],
  ] as const)('is not told to %s', async (_, change, locale) => {
    await shop.ask();
    change(shop);
    expect(await shop.ask(QUESTION, { locale })).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(2);
  });

  it.each(['Can I pay order W1234567 by card?', 'my name is Amy, can I pay by card?', '我叫王小明，可以刷卡嗎'])('is not kept of a personal question: %s', async (text) => {
    await shop.ask(text);
    expect(await shop.ask(text)).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(2);
  });

  const CHANGES: [change: string, holds: boolean, hits: FaqHit[]][] = [
    ['nothing that it is about', true, [hit('a', 0.4), hit('b', 0.3), hit('c', 0.01)]],
    ['the order in which they are found', true, [hit('c', 0.5), hit('b', 0.4), hit('a', 0.3)]],
    ['that one of them is gone', true, [hit('a', 0.4), hit('b', 0.3)]],
    ['one of them, however far behind', false, [hit('a', 0.4), hit('b', 0.3), hit('c', 0.01, 'Other words')]],
    ['that a new one is in front', false, [hit('new', 0.5), hit('a', 0.4), hit('b', 0.3)]],
    ['that a new one comes behind', false, [hit('a', 0.4), hit('b', 0.3), hit('c', 0.01), hit('new', 0.01)]],
  ];

  it.each(CHANGES)('holds when articles have changed, and it is %s: %s', async (_, holds, hits) => {
    await shop.ask();
    shop.version = '2';
    shop.hits = hits;
    shop.model = async () => 'As of now you can [1].';
    expect(await shop.ask()).toMatchObject({ text: holds ? NO_ANSWER : 'As of now you can.', fromCache: holds });
    expect(await shop.ask()).toMatchObject({ fromCache: true });
    expect(shop.calls).toBe(holds ? 1 : 2);
  });

  it('gives way to an article that answers for sure', async () => {
    await shop.ask();
    shop.version = '2';
    shop.hits = [hit('a', 0.95), hit('b', 0.3)];
    expect(await shop.ask()).toMatchObject({ text: 'The answer of a.', fromCache: false });
    expect(await shop.ask()).toMatchObject({ text: 'The answer of a.', fromCache: true });
  });

  it('is forgotten with an article that was seen, and with the tenant’s answers', async () => {
    await shop.ask();
    await shop.answers.forgetArticles(shop.tenantId, ['unknown']);
    expect(await shop.ask()).toMatchObject({ fromCache: true });
    await shop.answers.forgetArticles(shop.tenantId, ['c']);
    expect(await shop.ask()).toMatchObject({ fromCache: false });
    await shop.answers.forgetAll(shop.tenantId);
    expect(await shop.ask()).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(3);
  });

  it('is asked anew after six hours, however often it was found to hold meanwhile', async () => {
    const began = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(began);
    await shop.ask();
    now.mockReturnValue(began + 5 * HOUR_MS);
    shop.version = '2';
    expect(await shop.ask()).toMatchObject({ fromCache: true });
    now.mockReturnValue(began + 6 * HOUR_MS + 1);
    expect(await shop.ask()).toMatchObject({ fromCache: false });
    expect(shop.calls).toBe(2);
  });

  it('is no answer to have at hand before it is asked for', async () => {
    await shop.ask();
    expect(await shop.answers.warm(shop.tenantId, readSharedQuestion(QUESTION, 'en')!)).toBe(false);
  });

  it('leaves who may mean something else the question back, and who wants a human the human', async () => {
    await shop.ask();
    const alternatives: Routing['alternatives'] = ['order', 'refund'];
    expect(await shop.ask(QUESTION, { routing: { ...UNSURE, alternatives } })).toMatchObject({ step: { flow: { expects: { options: alternatives } } }, fromCache: false });
    expect((await shop.ask(QUESTION, { routing: { ...UNSURE, guess: 'refund', confidence: 0.9 } })).step).toEqual({ kind: 'transfer', intent: 'refund' });
    expect((await shop.ask(QUESTION, { routing: { ...UNSURE, guess: 'human', confidence: 0.9 } })).step).toEqual({ kind: 'transfer', intent: 'human' });
    expect(await shop.ask()).toMatchObject({ text: NO_ANSWER, fromCache: true });
    expect(shop.calls).toBe(1);
  });

  it('is not concluded from a budget that is spent', async () => {
    shop.reason = 'budget';
    shop.model = async () => null;
    expect((await shop.ask()).step).toEqual({ kind: 'hand-off', reason: 'budget_spent' });
    shop.model = async () => 'You can [1].';
    expect(await shop.ask()).toMatchObject({ text: 'You can.', fromCache: false });
  });
});

describe('a question that is nearly the same', () => {
  it('is answered as the other was, once search finds that the answer fits', async () => {
    const shop = new Shop();
    await shop.ask('Can I cancel my order before it ships?');
    expect(await shop.ask('is it possible to cancel an order before it ships')).toMatchObject({ text: 'You can, by card.', fromCache: true });
    expect([shop.calls, shop.searches]).toEqual([1, 2]);
  });

  it('is answered anew where search finds other articles', async () => {
    const shop = new Shop();
    await shop.ask('Can I cancel my order before it ships?');
    shop.hits = [hit('new', 0.5), hit('b', 0.3)];
    expect(await shop.ask('is it possible to cancel an order before it ships')).toMatchObject({ fromCache: false });
  });

  it('is answered by the article that is sure of it', async () => {
    const shop = new Shop();
    await shop.ask('Can I cancel my order before it ships?');
    shop.hits = [hit('b', 0.95)];
    expect(await shop.ask('is it possible to cancel an order before it ships')).toMatchObject({ text: 'The answer of b.', fromCache: false });
  });

  it.each(['Can I cancel my order after it shipped?', 'Can I not cancel my order before it ships?', 'How do I cancel my order before it ships?', 'Can I cancel order W1234 before it ships?'])('is no such question: %s', async (text) => {
    const shop = new Shop();
    await shop.ask('Can I cancel my order before it ships?');
    expect(await shop.ask(text)).toMatchObject({ fromCache: false });
  });
});

describe('many who ask the same at once', () => {
  it('have one answer written', async () => {
    const shop = new Shop();
    const { opened, open } = gate();
    shop.model = async () => opened.then(() => 'You can [1].');
    const asked = Array.from({ length: 100 }, () => shop.ask());
    await eventually('the model to be asked', () => shop.calls > 0);
    open();
    const got = await Promise.all(asked);
    expect(shop.calls).toBe(1);
    expect(got.map(({ text }) => text)).toEqual(Array(100).fill('You can.'));
    expect(got.filter(({ fromCache }) => fromCache)).toHaveLength(99);
  });

  it('are all told the truth when there is no answer, after one call', async () => {
    const shop = new Shop();
    const { opened, open } = gate();
    shop.model = async () => opened.then(() => null);
    const asked = Array.from({ length: 20 }, () => shop.ask());
    await eventually('the model to be asked', () => shop.calls > 0);
    open();
    for (const { text } of await Promise.all(asked)) expect(text).toMatch(/could not find an answer/);
    expect(shop.calls).toBe(1);
  });

  it('are all told that the articles have none, after one call', async () => {
    const shop = new Shop();
    const { opened, open } = gate();
    shop.model = async () => opened.then(() => REFUSAL);
    const asked = Array.from({ length: 100 }, () => shop.ask());
    await eventually('the model to be asked', () => shop.calls > 0);
    open();
    const got = await Promise.all(asked);
    expect(shop.calls).toBe(1);
    expect(got.map(({ text }) => text)).toEqual(Array(100).fill(NO_ANSWER));
    expect(got.map((one) => logged(one)[0])).toEqual(Array(100).fill('no_answer'));
    expect(got.filter(({ fromCache }) => fromCache)).toHaveLength(99);
  });

  it('are answered although the one whose answer was being written has left', async () => {
    const shop = new Shop();
    const { opened, open } = gate();
    const leaving = new AbortController();
    shop.model = async () => opened.then(() => 'You can [1].');
    const first = shop.ask(QUESTION, { signal: leaving.signal });
    const others = Array.from({ length: 5 }, () => shop.ask());
    await eventually('the model to be asked', () => shop.calls > 0);
    leaving.abort();
    open();
    expect((await first).fromCache).toBe(false);
    for (const { text } of await Promise.all(others)) expect(text).toBe('You can.');
    expect(shop.calls).toBe(2);
  });

  it('each have their own where it is a personal one', async () => {
    const shop = new Shop();
    shop.model = async () => 'Yes, Amy can [1].';
    const got = await Promise.all(Array.from({ length: 3 }, () => shop.ask('and may Amy pay by card?')));
    expect(got.map(({ fromCache }) => fromCache)).toEqual([false, false, false]);
    expect(shop.calls).toBe(3);
  });
});
