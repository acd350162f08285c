import { describe, expect, it, jest } from '@jest/globals';
import type { ModelAnswer, ModelQuestion } from '#libs/channels';
import type { AnswerTurn, Envelope, Flow, HandOffTurn, Intent } from '#libs/contracts';
import type { IntentCandidate } from '#libs/intents';
import { aTurnContext } from '#libs/testing';
import { routeTurn } from '../src/route-turn.js';
import type { Understanding, Wish } from '../src/understand.js';

const TENANT = '0198c0de-0000-7000-8000-000000000001';
const NO_MODEL: ModelAnswer = { kind: 'local', reason: 'no_channel' };

const wish = (intent: Intent, text: string = intent, more: Partial<Wish> = {}): Wish => ({ text, intent, confidence: 0.95, sure: true, entities: [], ...more });
const unsure = (intent: Intent, text: string = intent, confidence = 0.55): Wish => wish(intent, text, { confidence, sure: false });

const candidatesOf = (first: Intent, second: Intent): IntentCandidate[] => [{ intent: first, confidence: 0.5 }, { intent: second, confidence: 0.3 }, { intent: 'other', confidence: 0.2 }];

interface Setting {
  flow?: Flow;
  text?: string;
  candidates?: IntentCandidate[];
  model?: (question: ModelQuestion) => ModelAnswer;
}

async function route(parts: Wish[], { flow, text = 'a message', candidates = candidatesOf('order', 'refund'), model = () => NO_MODEL }: Setting = {}) {
  const [first] = parts as [Wish];
  const understanding: Understanding = { intent: first.intent, confidence: first.confidence, sure: first.sure, candidates, locale: 'zh-CN', parts };
  const ask = jest.fn(async (question: ModelQuestion) => model(question));
  const turn = aTurnContext({ text, ...(flow && { flow }) });
  const commands = await routeTurn({ understand: () => understanding, classifier: { classify: () => ({ ...understanding }) }, models: { ask } }, TENANT, turn);
  return { turn, commands, asked: ask.mock.calls.map(([question]) => question) };
}

const dataOf = (command: Envelope): AnswerTurn | HandOffTurn => command.data as AnswerTurn | HandOffTurn;
const summary = (commands: Envelope[]) => commands.map((command) => [command.type.split('.')[0], dataOf(command).part?.text]);

describe('a message with several wishes', () => {
  it('becomes one command per wish, each with its part of the message', async () => {
    const entities = [{ type: 'order_number' as const, text: 'W123', value: 'W123', currency: null, start: 9, end: 13 }];
    const { commands, turn } = await route([wish('order', 'where is W123', { entities }), wish('faq', 'how do I reset my password?')]);
    expect(summary(commands)).toEqual([['order-agent', 'where is W123'], ['faq-agent', 'how do I reset my password?']]);
    const [first, second] = commands.map((command) => dataOf(command).part!);
    expect(first).toEqual({ split: expect.stringMatching(/^[0-9a-f]{16}$/), index: 0, count: 2, text: 'where is W123', entities });
    expect(second).toMatchObject({ split: first!.split, index: 1, count: 2 });
    for (const command of commands) expect(dataOf(command)).toMatchObject({ turn, routing: { locale: 'zh-CN', decided_by: 'classifier' } });
  });

  it('is divided under the same name each time, and under another when it is divided otherwise', async () => {
    const splitOf = async (parts: Wish[]) => dataOf((await route(parts)).commands[0]!).part!.split;
    const once = await splitOf([wish('order', 'a'), wish('faq', 'b')]);
    expect(await splitOf([wish('refund', 'a'), unsure('faq', 'b', 0.85)])).toBe(once);
    expect(await splitOf([wish('order', 'a b'), wish('faq', 'c')])).not.toBe(once);
  });

  it('has each wish judged by itself: one by the classifier, one by a model', async () => {
    const model = (): ModelAnswer => ({ kind: 'answered', callId: TENANT, completion: { id: 'x', model: 'small', text: '{"intent":"technical","confidence":0.9}', toolCalls: [], stopReason: 'end', stopSequence: null, usage: null } });
    const { commands, asked } = await route([unsure('order', 'it does nothing', 0.85), wish('faq', 'b'), unsure('order', 'nor that', 0.85)], { model });
    expect(summary(commands).map(([agent]) => agent)).toEqual(['technical-agent', 'faq-agent', 'technical-agent']);
    expect(JSON.stringify(asked[0]!.request.messages)).toContain('it does nothing');
    expect(new Set(asked.map(({ step }) => step)).size).toBe(2);
  });

  it('has at most four parts; the last takes the rest', async () => {
    const { commands } = await route(['a', 'b', 'c', 'd', 'e', 'f'].map((text) => wish('faq', text)));
    expect(summary(commands).map(([, text]) => text)).toEqual(['a', 'b', 'c', 'd\ne\nf']);
    expect(dataOf(commands[3]!).part).toMatchObject({ index: 3, count: 4 });
  });

  it('leaves what is not plainly a wish with the one before it, or the first', async () => {
    const { commands } = await route([unsure('order', 'I bought a fridge.'), wish('faq', 'Is there a warranty?'), unsure('technical', 'it hums'), wish('order', 'Where is W1?')]);
    expect(summary(commands)).toEqual([['faq-agent', 'I bought a fridge.\nIs there a warranty?\nit hums'], ['order-agent', 'Where is W1?']]);
    expect(summary((await route([unsure('order', 'I do not want the card.'), wish('faq', 'Can I have cash?')])).commands)).toEqual([['faq-agent', undefined]]);
  });

  it('is taken as one when none of them is plain', async () => {
    const { commands } = await route([unsure('order', 'a'), unsure('technical', 'b')], { text: 'a story' });
    expect(summary(commands)).toEqual([['faq-agent', undefined]]);
    expect(dataOf(commands[0]!)).toMatchObject({ turn: { text: 'a story' }, routing: { guess: 'order', decided_by: 'default' } });
  });

  it('answers once what is only repeated', async () => {
    expect(summary((await route([wish('faq', 'How do I pay?'), wish('faq', 'HOW do I pay???')])).commands)).toEqual([['faq-agent', undefined]]);
    expect((await route([wish('order', 'Where is W1?'), wish('order', 'Where is W2?')])).commands).toHaveLength(2);
  });

  it('leaves out small talk beside a wish, and answers small talk alone once', async () => {
    expect(summary((await route([wish('other', 'hello there'), wish('faq', 'b')])).commands)).toEqual([['faq-agent', undefined]]);
    expect(summary((await route([wish('other', 'hello'), unsure('other', 'nice weather')])).commands)).toEqual([['faq-agent', undefined]]);
  });

  it('never makes an order or refund action of what is none of these', async () => {
    for (const sure of [true, false]) expect(summary((await route([wish('other', 'sing me a song', { sure })])).commands)).toEqual([['faq-agent', undefined]]);
  });
});

describe('a wish for a human', () => {
  it('wins over everything but general questions, which are answered as well', async () => {
    const { commands } = await route([wish('order'), wish('faq', 'what do returns cost?'), unsure('technical'), wish('human', 'give me a person')]);
    expect(summary(commands)).toEqual([['faq-agent', 'what do returns cost?'], ['handoff-agent', 'give me a person']]);
    expect(dataOf(commands[1]!)).toMatchObject({ reason: 'contact_asked', part: { index: 1, count: 2 } });
  });

  it('takes the whole turn when there is nothing else to answer', async () => {
    const { commands } = await route([wish('refund'), wish('human')]);
    expect(summary(commands)).toEqual([['handoff-agent', undefined]]);
  });

  it('is not lost among too many wishes', async () => {
    const { commands } = await route([...['a', 'b', 'c', 'd', 'e'].map((text) => wish('faq', text)), wish('human', 'a person')]);
    expect(summary(commands)).toEqual([['faq-agent', 'a'], ['faq-agent', 'b'], ['faq-agent', 'c\nd\ne'], ['handoff-agent', 'a person']]);
  });

  it.each<Flow>([
    { agent_type: 'faq', expects: { kind: 'choice', options: ['order', 'refund'], about: 'it' } },
    { agent_type: 'order', expects: { kind: 'detail', what: 'order number' } },
  ])('wins inside a dialogue: $expects.kind', async (flow) => {
    expect(summary((await route([wish('human', 'the human')], { flow })).commands)).toEqual([['handoff-agent', undefined]]);
  });
});

describe('a dialogue in progress', () => {
  const detail: Flow = { agent_type: 'order', expects: { kind: 'detail', what: 'order number' } };

  it.each([unsure('other', 'W12345'), unsure('faq', 'the blue one'), wish('other', 'yes please'), wish('order', 'order W1')])('keeps what may answer it: $text', async (reply) => {
    const { commands } = await route([reply], { flow: detail });
    expect(summary(commands)).toEqual([['order-agent', undefined]]);
    expect(dataOf(commands[0]!).routing).toMatchObject({ intent: 'order', decided_by: 'flow' });
  });

  it('is left by a clear change of subject', async () => {
    const { commands, asked } = await route([wish('refund', 'I want my money back')], { flow: detail });
    expect(summary(commands)).toEqual([['refund-agent', undefined]]);
    expect(asked).toEqual([]);
  });

  it('keeps its part of a message that also wishes for something else', async () => {
    const { commands } = await route([wish('other', 'yes'), wish('faq', 'how do I pay?')], { flow: detail });
    expect(summary(commands)).toEqual([['order-agent', 'yes'], ['faq-agent', 'how do I pay?']]);
  });
});

describe('what nobody is sure of', () => {
  const routingOf = async (parts: Wish[], setting: Setting = {}) => (await route(parts, setting)).commands.map((command) => dataOf(command).routing!);

  it('is tried as a question, with the two likeliest meanings to ask about', async () => {
    expect(await routingOf([unsure('order')])).toEqual([{ intent: 'faq', guess: 'order', confidence: 0.55, locale: 'zh-CN', decided_by: 'default', alternatives: ['order', 'refund'] }]);
  });

  const rivals = (...shares: [Intent, number][]): IntentCandidate[] => shares.map(([intent, confidence]) => ({ intent, confidence }));

  it.each<[string, Wish, IntentCandidate[], [Intent, Intent]]>([
    ['a specialist and another', unsure('order'), rivals(['order', 0.5], ['technical', 0.1]), ['order', 'technical']],
    ['a specialist and nothing of the kind', unsure('refund'), rivals(['refund', 0.5], ['other', 0.4]), ['refund', 'other']],
    ['a question and a specialist', unsure('faq'), rivals(['faq', 0.4], ['other', 0.3], ['order', 0.3]), ['faq', 'order']],
    ['nothing of the kind and a specialist', unsure('other'), rivals(['other', 0.6], ['order', 0.4]), ['order', 'other']],
    ['a human, not likely', unsure('human'), rivals(['human', 0.4], ['faq', 0.3]), ['human', 'faq']],
  ])('is asked about as %s', async (_, doubtful, candidates, alternatives) => {
    expect((await routingOf([doubtful], { candidates }))[0]).toMatchObject({ decided_by: 'default', intent: 'faq', alternatives });
  });

  it.each<[string, Wish, IntentCandidate[]]>([
    ['it is small talk or a question', unsure('other'), rivals(['other', 0.5], ['faq', 0.4], ['order', 0.1])],
    ['it is a question and hardly anything else', unsure('faq'), rivals(['faq', 0.5], ['other', 0.3], ['order', 0.2])],
    ['a human is likely wanted', unsure('human', 'a', 0.7), rivals(['human', 0.7], ['order', 0.3])],
    ['the classifier is sure', wish('order'), rivals(['order', 0.95], ['refund', 0.05])],
  ])('is not asked about when %s', async (_, doubtful, candidates) => {
    expect((await routingOf([doubtful], { candidates }))[0]).not.toHaveProperty('alternatives');
  });

  it('is asked about once in a message, and never twice in a row', async () => {
    expect((await routingOf([unsure('order', 'a', 0.85), unsure('order', 'b', 0.85)])).map(({ alternatives }) => alternatives !== undefined)).toEqual([true, false]);
    const flow: Flow = { agent_type: 'faq', expects: { kind: 'choice', options: ['technical', 'faq'], about: 'it' } };
    expect((await routingOf([unsure('order')], { flow }))[0]).not.toHaveProperty('alternatives');
  });

  it('is not asked about while a human is called', async () => {
    expect((await routingOf([wish('faq', 'a'), wish('human')])).some(({ alternatives }) => alternatives)).toBe(false);
  });
});

describe('the answer to which of two meanings it is', () => {
  const flow: Flow = { agent_type: 'faq', expects: { kind: 'choice', options: ['order', 'refund'], about: '那个东西怎么办' } };

  it('is understood together with what was asked about', async () => {
    const { commands, asked } = await route([unsure('other', '第二个')], { flow, text: '第二个' });
    expect(summary(commands)).toEqual([['refund-agent', undefined]]);
    expect(dataOf(commands[0]!)).toMatchObject({ turn: { text: '那个东西怎么办\n第二个' }, routing: { intent: 'refund', confidence: 1, decided_by: 'flow' } });
    expect(asked).toEqual([]);
  });

  it('looks up what was asked about when general information is meant', async () => {
    const general: Flow = { agent_type: 'faq', expects: { kind: 'choice', options: ['order', 'faq'], about: 'that thing with the card' } };
    const { commands } = await route([unsure('faq', 'general info')], { flow: general, text: 'general info' });
    expect(dataOf(commands[0]!)).toMatchObject({ turn: { text: 'that thing with the card' }, routing: { intent: 'faq', decided_by: 'flow' } });
  });

  it('is routed on its own when it is a clear other wish', async () => {
    const { commands } = await route([wish('technical', 'The app crashes')], { flow, text: 'The app crashes' });
    expect(summary(commands)).toEqual([['technical-agent', undefined]]);
    expect(dataOf(commands[0]!)).toMatchObject({ turn: { text: 'The app crashes' }, routing: { decided_by: 'classifier' } });
  });
});
