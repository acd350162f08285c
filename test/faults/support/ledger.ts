export interface MessageRow {
  id: string;
  conversation_id: string;
  turn_id: string | null;
  author: string;
  body: string;
  load_key: string | null;
  /** Milliseconds since 1970, with the database's microseconds. */
  created: number;
}

export interface TurnRow {
  id: string;
  conversation_id: string;
  state: string;
  handoff_reason: string | null;
  reply_message_id: string | null;
  attempts: number;
  created: number;
  ended: number | null;
}

export interface ConversationRow {
  id: string;
  owner: string;
  active_turn_id: string | null;
  queued_turn_id: string | null;
}

/** What the database says happened. */
export interface Ledger {
  messages: MessageRow[];
  turns: TurnRow[];
  conversations: ConversationRow[];
  outbox: number;
}

/** One statement as the owner of the schema. */
export type Query = <Row extends object>(sql: string) => Promise<Row[]>;

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

export async function readLedger(query: Query): Promise<Ledger> {
  const [outbox] = await query<{ rows: number }>('SELECT count(*)::int AS rows FROM outbox');
  return {
    messages: await query(`SELECT id, conversation_id, turn_id, author, body, metadata->>'load_key' AS load_key, ${ms('created_at')} AS created FROM messages`),
    turns: await query(
      `SELECT id, conversation_id, state, handoff_reason, reply_message_id, attempts, ${ms('created_at')} AS created, ${ms('ended_at')} AS ended FROM turns`,
    ),
    conversations: await query('SELECT id, owner, active_turn_id, queued_turn_id FROM conversations'),
    outbox: outbox!.rows,
  };
}

/** Turns without an outcome, and envelopes not handed to the bus yet. */
export interface Unsettled {
  turns: number;
  envelopes: number;
}

export async function countUnsettled(query: Query): Promise<Unsettled> {
  const [row] = await query<Unsettled>(
    'SELECT (SELECT count(*) FROM turns WHERE ended_at IS NULL)::int AS turns, (SELECT count(*) FROM outbox)::int AS envelopes',
  );
  return row!;
}
