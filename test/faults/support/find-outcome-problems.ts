import type { SentMessage } from './customers.js';
import type { ConversationRow, Ledger, MessageRow, TurnRow } from './ledger.js';

/** The ledger, arranged for looking things up. */
interface Books {
  /** By the key they were sent with. */
  contactMessages: Map<string, MessageRow[]>;
  /** What anybody but the contact wrote, by turn; under '' what belongs to none. */
  replies: Map<string, MessageRow[]>;
  turns: Map<string, TurnRow>;
  turnsOf: Map<string, TurnRow[]>;
}

/**
 * Everything that contradicts "every accepted message has exactly one outcome, none lost, none
 * doubled"; empty when nothing does. Expects that nobody handed a conversation back.
 */
export function findOutcomeProblems(sent: readonly SentMessage[], ledger: Ledger): string[] {
  const books = arrange(ledger);
  return [
    ...sent.flatMap((message) => problemsOfMessage(message, books)),
    ...unknownMessages(sent, ledger),
    ...ledger.turns.flatMap((turn) => problemsOfTurn(turn, books)),
    ...ledger.conversations.flatMap((conversation) => problemsOfConversation(conversation, books)),
    ...(ledger.outbox === 0 ? [] : [`${ledger.outbox} envelopes are still in the outbox`]),
  ];
}

function arrange(ledger: Ledger): Books {
  return {
    contactMessages: groupBy(ledger.messages.filter(({ author }) => author === 'contact'), ({ load_key: key }) => key ?? ''),
    replies: groupBy(ledger.messages.filter(({ author }) => author !== 'contact'), ({ turn_id: turnId }) => turnId ?? ''),
    turns: new Map(ledger.turns.map((turn) => [turn.id, turn])),
    turnsOf: groupBy(ledger.turns, ({ conversation_id: id }) => id),
  };
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function problemsOfMessage(sent: SentMessage, { contactMessages, turns, replies }: Books): string[] {
  const stored = contactMessages.get(sent.key) ?? [];
  const [message] = stored;
  if (stored.length !== 1 || !message) return [`${sent.key} is stored ${stored.length} times`];
  const turn = turns.get(message.turn_id ?? '');
  const reply = replies.get(message.turn_id ?? '')?.[0]?.body;
  const told = [...sent.replies];
  return listProblems(sent.key, [
    [message.body === sent.text, 'is stored with another text'],
    [turn !== undefined, 'has no turn'],
    [sent.turnIds.size <= 1 && sent.messageIds.size <= 1, 'was accepted as more than one'],
    [[...sent.turnIds].every((id) => id === message.turn_id), 'was told another turn than it has'],
    [[...sent.messageIds].every((id) => id === message.id), 'was told another id than it has'],
    [sent.destination.kind === 'conversation' || told.length === 1, `got ${told.length} different replies`],
    [told.every((text) => reply === undefined || text === reply), 'was told another reply than was stored'],
  ]);
}

function unknownMessages(sent: readonly SentMessage[], { messages }: Ledger): string[] {
  const keys = new Set(sent.map(({ key }) => key));
  return messages.filter(({ author, load_key: key }) => author === 'contact' && !keys.has(key ?? '')).map(({ id }) => `message ${id} was sent by nobody`);
}

function problemsOfTurn(turn: TurnRow, books: Books): string[] {
  const replies = books.replies.get(turn.id) ?? [];
  const [reply] = replies;
  return listProblems(`turn ${turn.id}`, [
    [turn.ended !== null && ['answered', 'handed_off'].includes(turn.state), `has no outcome (${turn.state})`],
    [replies.length <= 1, `has ${replies.length} replies`],
    [replies.every(({ author }) => author === 'ai_agent'), 'has a reply of somebody else'],
    [(reply?.id ?? null) === turn.reply_message_id, 'does not name its reply'],
    [reply !== undefined || wentToHumanWith(turn, books), 'ended without a reply, and no human had the conversation'],
  ]);
}

/** Without a reply of its own: the conversation was with a human already, or went to one while this turn waited. */
function wentToHumanWith(turn: TurnRow, { turnsOf }: Books): boolean {
  const handoff = turnsOf.get(turn.conversation_id)!.find((other) => other.state === 'handed_off' && other.reply_message_id);
  if (turn.state !== 'handed_off' || !handoff?.ended || turn.ended === null) return false;
  return turn.handoff_reason === 'human_owns' ? beganAfter(turn, handoff) : turn.created <= handoff.ended && turn.handoff_reason === handoff.handoff_reason;
}

function problemsOfConversation(conversation: ConversationRow, { turnsOf, replies }: Books): string[] {
  const turns = (turnsOf.get(conversation.id) ?? []).toSorted((a, b) => a.created - b.created || (a.ended ?? 0) - (b.ended ?? 0));
  const handoffs = turns.filter((turn) => turn.state === 'handed_off' && turn.reply_message_id);
  const withoutTurn = (replies.get('') ?? []).filter(({ conversation_id: id }) => id === conversation.id);
  return listProblems(`conversation ${conversation.id}`, [
    [conversation.active_turn_id === null && conversation.queued_turn_id === null, 'still has a turn under way'],
    [handoffs.length === (conversation.owner === 'ai' ? 0 : 1), `was handed off ${handoffs.length} times and belongs to ${conversation.owner}`],
    [withoutTurn.length === 0, 'has a reply that belongs to no turn'],
    [findOverlap(turns) === undefined, `had turns side by side: ${findOverlap(turns)?.id}`],
  ]);
}

/**
 * Turns that an AiAgent took up run one after the other: they end in the order they began, and at
 * most one waits, so that the next but one begins only when this one has ended.
 */
function findOverlap(turns: readonly TurnRow[]): TurnRow | undefined {
  const served = turns.filter((turn) => turn.reply_message_id !== null);
  return served.find((turn, index) => {
    const [next, nextButOne] = [served[index + 1], served[index + 2]];
    return (next && turn.ended! >= next.ended!) || (nextButOne && !beganAfter(nextButOne, turn));
  });
}

/** Beginnings are known to the millisecond only. */
const beganAfter = (later: TurnRow, earlier: TurnRow): boolean => later.created >= Math.floor(earlier.ended!);

const listProblems = (subject: string, checks: [holds: boolean, problem: string][]): string[] =>
  checks.flatMap(([holds, problem]) => (holds ? [] : [`${subject} ${problem}`]));
