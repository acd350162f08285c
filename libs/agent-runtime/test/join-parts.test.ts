import { describe, expect, it } from '@jest/globals';
import { Locale } from '#libs/contracts';
import type { FinishedPart } from '#libs/conversations';
import { handoffText } from '../src/handoff-texts.js';
import { joinParts } from '../src/join-parts.js';

/** Parts of one message, as many as are given unless `count` says more. */
const partsOf = (parts: Partial<FinishedPart>[], count = parts.length): FinishedPart[] =>
  parts.map((part, index) => ({
    index,
    count,
    split: 's',
    text: `wish ${index}`,
    intent: 'faq',
    confidence: 0.9,
    agentType: 'faq',
    outcome: 'answered',
    handoffReason: null,
    reply: `Answer ${index}.`,
    fromCache: false,
    flow: null,
    ...part,
  }));

const toHuman = (more: Partial<FinishedPart> = {}): Partial<FinishedPart> => ({ agentType: 'human', outcome: 'handed_off', handoffReason: 'agent_not_available', intent: 'order', reply: '', ...more });
const NO_ANSWER = { outcome: 'unanswered', reply: 'I found nothing.' } as const;
const text = (parts: Partial<FinishedPart>[], locale: Locale = 'en') => joinParts(partsOf(parts), locale).outcome.text;

describe('a joined reply', () => {
  it('has every answer in the order of the message', () => {
    const { outcome, lead } = joinParts(partsOf([{ agentType: 'faq' }, { agentType: 'technical', intent: 'technical' }, {}]), 'en');
    expect(outcome).toEqual({ kind: 'answered', agentType: 'faq', text: 'Answer 0.\n\nAnswer 1.\n\nAnswer 2.', fromCache: false });
    expect(lead.intent).toBe('faq');
  });

  it('is from the cache when all of it is', () => {
    expect(joinParts(partsOf([{ fromCache: true }, { fromCache: true }]), 'en').outcome).toMatchObject({ fromCache: true });
    expect(joinParts(partsOf([{ fromCache: true }, {}]), 'en').outcome).toMatchObject({ fromCache: false });
  });

  it('says the same only once', () => {
    expect(text([{ reply: 'Both.' }, { reply: 'Both.' }])).toBe('Both.');
    expect(text([NO_ANSWER, NO_ANSWER])).toBe('I found nothing.');
  });

  it('names what it has no answer to', () => {
    expect(text([NO_ANSWER, {}, NO_ANSWER])).toBe('Answer 1.\n\nAbout “wish 0” and “wish 2”: I found nothing.');
  });

  it('asks last, and waits for the answer', () => {
    const flow = { agent_type: 'faq' as const, expects: { kind: 'choice' as const, options: ['order', 'refund'] as ['order', 'refund'], about: 'x' } };
    expect(joinParts(partsOf([{ outcome: 'asked', reply: 'Which?', flow }, {}]), 'en').outcome).toMatchObject({ text: 'Answer 1.\n\nWhich?', flow });
  });
});

describe('a joined reply of which a part goes to a human', () => {
  it('gives the other answers first, then says what is handed over', () => {
    const { outcome, lead } = joinParts(partsOf([toHuman({ text: 'where is W123?' }), {}]), 'en');
    expect(outcome).toEqual({ kind: 'handed_off', reason: 'agent_not_available', text: `Answer 1.\n\nAbout “where is W123?”: ${handoffText('agent_not_available', 'order', 'en')}` });
    expect(lead.intent).toBe('order');
  });

  it.each<[Locale, string]>([['en', 'About “a”, “b” and “c”: '], ['zh-TW', '關於「a」、「b」與「c」：'], ['zh-CN', '关于“a”、“b”和“c”：']])('says the same of several wishes once (%s)', (locale, about) => {
    expect(text(['a', 'b', 'c'].map((wish) => toHuman({ text: wish })), locale)).toBe(`${about}${handoffText('agent_not_available', 'order', locale)}`);
  });

  it('says who asked for a human what they asked for, last, and has that for its reason', () => {
    const { outcome, lead } = joinParts(partsOf([toHuman({ handoffReason: 'dead_letter', text: 'a' }), toHuman({ handoffReason: 'contact_asked', intent: 'human' }), {}]), 'en');
    expect(outcome).toMatchObject({ reason: 'contact_asked', text: `Answer 2.\n\nAbout “a”: ${handoffText('dead_letter', null, 'en')}\n\n${handoffText('contact_asked', null, 'en')}` });
    expect(lead.intent).toBe('human');
  });

  it('asks nothing and offers no human: who takes over looks into that too', () => {
    const { outcome } = joinParts(partsOf([{ ...NO_ANSWER, text: 'x' }, { outcome: 'asked', reply: 'Which?', text: 'y' }, toHuman({ handoffReason: 'contact_asked' })]), 'en');
    expect(outcome.text).toMatch(/^About “x” and “y”: I have no answer to that myself; a colleague will/);
    expect(outcome.text).not.toMatch(/nothing|Which/);
    expect(outcome).not.toHaveProperty('flow');
  });

  it('gives what there is when the rest is given up', () => {
    const { outcome } = joinParts(partsOf([{}], 3), 'zh-TW', 'dead_letter');
    expect(outcome).toEqual({ kind: 'handed_off', reason: 'dead_letter', text: `Answer 0.\n\n關於您訊息的其他部分：${handoffText('dead_letter', null, 'zh-TW')}` });
    expect(joinParts(partsOf([toHuman()], 2), 'en', 'stalled').outcome).toMatchObject({ reason: 'agent_not_available' });
  });

  it('quotes shortly, in one line, and nothing that could be markup', () => {
    expect(text([toHuman({ text: '<img src=x onerror=alert(1)>\n**[hi](https://evil.example)** 🙂' }), {}])).toContain('“img src=x onerror=alert(1) hi(https://evil.example) 🙂”');
    const long = text([toHuman({ text: '🙂'.repeat(50_000) }), {}]);
    expect(long).toContain(`“${'🙂'.repeat(59)}…”`);
  });
});
