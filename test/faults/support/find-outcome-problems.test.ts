import { describe, expect, it } from '@jest/globals';
import type { SentMessage } from './customers.js';
import { findOutcomeProblems } from './find-outcome-problems.js';
import type { Ledger, MessageRow, TurnRow } from './ledger.js';

const aMessage = (row: Partial<MessageRow>): MessageRow => ({ id: 'm1', conversation_id: 'c1', turn_id: 't1', author: 'contact', body: 'hello', load_key: 'k1', created: 1, ...row });
const aReply = (row: Partial<MessageRow> = {}): MessageRow => aMessage({ id: 'r1', author: 'ai_agent', body: 'hi', load_key: null, created: 5, ...row });
const aTurn = (row: Partial<TurnRow> = {}): TurnRow => ({
  id: 't1',
  conversation_id: 'c1',
  state: 'answered',
  handoff_reason: null,
  reply_message_id: 'r1',
  attempts: 1,
  created: 1,
  ended: 5,
  ...row,
});

/** One message, answered; each test spoils one thing. */
const theBooks = (): { sent: SentMessage[]; ledger: Ledger } => ({
  sent: [
    {
      key: 'k1',
      text: 'hello',
      destination: { kind: 'session', id: 's1', userId: 'u1' },
      turnIds: new Set(['t1']),
      messageIds: new Set(['m1']),
      replies: new Set(['hi']),
    },
  ],
  ledger: { messages: [aMessage({}), aReply()], turns: [aTurn()], conversations: [{ id: 'c1', owner: 'ai', active_turn_id: null, queued_turn_id: null }], outbox: 0 },
});

/** A turn after the first, with a reply and a message of its own. */
function addTurn({ ledger, sent }: ReturnType<typeof theBooks>, turn: Partial<TurnRow>): void {
  ledger.turns.push(aTurn({ id: 't2', reply_message_id: 'r2', ...turn }));
  ledger.messages.push(aMessage({ id: 'm2', turn_id: 't2', load_key: 'k2' }));
  if (turn.reply_message_id !== null) ledger.messages.push(aReply({ id: 'r2', turn_id: 't2' }));
  sent.push({ ...sent[0]!, key: 'k2', turnIds: new Set(['t2']), messageIds: new Set(['m2']) });
}

type Spoil = (books: ReturnType<typeof theBooks>) => void;

const SPOILT: [what: string, spoil: Spoil, problem: RegExp][] = [
  ['a lost message', ({ ledger }) => ledger.messages.shift(), /k1 is stored 0 times/],
  ['a doubled message', ({ ledger }) => ledger.messages.push(aMessage({ id: 'm2' })), /k1 is stored 2 times/],
  ['a message nobody sent', ({ ledger }) => ledger.messages.push(aMessage({ id: 'm2', load_key: 'k9' })), /sent by nobody/],
  ['a retry taken for a new message', ({ sent }) => sent[0]!.turnIds.add('t2'), /accepted as more than one/],
  ['two different replies told', ({ sent }) => sent[0]!.replies.add('ho'), /got 2 different replies/],
  ['another reply told than stored', ({ sent }) => Object.assign(sent[0]!, { replies: new Set(['ho']) }), /another reply than was stored/],
  ['a turn without an outcome', ({ ledger }) => Object.assign(ledger.turns[0]!, { state: 'accepted', ended: null }), /has no outcome/],
  ['a second reply', ({ ledger }) => ledger.messages.push(aReply({ id: 'r2' })), /has 2 replies/],
  ['a reply of no turn', ({ ledger }) => ledger.messages.push(aReply({ id: 'r2', turn_id: null })), /belongs to no turn/],
  ['an answered turn without its reply', ({ ledger }) => ledger.messages.pop(), /does not name its reply/],
  ['a turn left to a human who was never asked', (books) => addTurn(books, { state: 'handed_off', handoff_reason: 'human_owns', reply_message_id: null, ended: 6 }), /no human had the conversation/],
  ['a turn still marked as active', ({ ledger }) => Object.assign(ledger.conversations[0]!, { active_turn_id: 't1' }), /turn under way/],
  ['an owner who is not the AiAgents without a handoff', ({ ledger }) => Object.assign(ledger.conversations[0]!, { owner: 'queue' }), /handed off 0 times/],
  ['a turn that overtook the one before it', (books) => addTurn(books, { created: 2, ended: 4 }), /side by side/],
  ['what is left in the outbox', ({ ledger }) => Object.assign(ledger, { outbox: 1 }), /still in the outbox/],
];

describe('findOutcomeProblems', () => {
  it('finds nothing where every message has its outcome', () => {
    const { sent, ledger } = theBooks();
    expect(findOutcomeProblems(sent, ledger)).toEqual([]);
  });

  it('accepts turns that waited for the one that went to a human, and those that came later', () => {
    const books = theBooks();
    Object.assign(books.ledger.turns[0]!, { state: 'handed_off', handoff_reason: 'contact_asked' });
    Object.assign(books.ledger.conversations[0]!, { owner: 'queue' });
    addTurn(books, { state: 'handed_off', handoff_reason: 'contact_asked', reply_message_id: null, created: 3, ended: 5 });
    expect(findOutcomeProblems(books.sent, books.ledger)).toEqual([]);
    Object.assign(books.ledger.turns[1]!, { handoff_reason: 'human_owns', created: 7, ended: 7 });
    expect(findOutcomeProblems(books.sent, books.ledger)).toEqual([]);
  });

  it.each(SPOILT)('finds %s', (_, spoil, problem) => {
    const books = theBooks();
    spoil(books);
    expect(findOutcomeProblems(books.sent, books.ledger).join('\n')).toMatch(problem);
  });
});
