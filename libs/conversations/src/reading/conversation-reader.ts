import type { Conversation, ListConversations, ListEscalated, Message, Page, PageQuery, Turn } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { decodeCursor, pageOfRows, type Database, type Transaction } from '#libs/persistence';
import { CONVERSATION_COLUMNS, CONVERSATION_FROM, TURN_COLUMNS, TURN_FROM, toConversation, toTurn, type ConversationRow, type TurnRow } from './conversation-rows.js';
import { MESSAGE_COLUMNS, toMessage, type MessageRow } from './message-rows.js';

/** Reads of conversations, their messages and turns, always within one tenant. */
export class ConversationReader {
  constructor(private readonly database: Database) {}

  /** @throws AppError not_found */
  async conversation(tenantId: string, id: string): Promise<Conversation> {
    const row = await this.#one<ConversationRow>(tenantId, `SELECT ${CONVERSATION_COLUMNS} ${CONVERSATION_FROM} WHERE c.tenant_id = $1 AND c.id = $2`, id);
    if (!row) throw new AppError('not_found', 'There is no such conversation');
    return toConversation(row);
  }

  /** The conversation behind a session id of the simple chat API. @throws AppError not_found */
  async bySession(tenantId: string, sessionId: string): Promise<Conversation> {
    const row = await this.#one<ConversationRow>(tenantId, `SELECT ${CONVERSATION_COLUMNS} ${CONVERSATION_FROM} WHERE c.tenant_id = $1 AND c.session_id = $2`, sessionId);
    if (!row) throw new AppError('not_found', 'There is no such session');
    return toConversation(row);
  }

  /** Newest activity first; `q` finds conversations one of whose messages contains the text. */
  list(tenantId: string, query: ListConversations): Promise<Page<Conversation>> {
    const after = decodeCursor(query.cursor);
    return this.#page(
      tenantId,
      `SELECT ${CONVERSATION_COLUMNS}, c.last_message_at::text AS position ${CONVERSATION_FROM}
       WHERE c.tenant_id = $1
         AND ($2::text IS NULL OR c.status = $2)
         AND ($3::text IS NULL OR c.id IN (SELECT m.conversation_id FROM messages m WHERE m.tenant_id = $1 AND m.body ILIKE $3))
         AND ($4::timestamptz IS NULL OR (c.last_message_at, c.id) < ($4::timestamptz, $5::uuid))
       ORDER BY c.last_message_at DESC, c.id DESC LIMIT $6`,
      [query.status ?? null, query.q ? `%${escapeLike(query.q)}%` : null, after?.time ?? null, after?.id ?? null],
      query.limit,
    );
  }

  /** The desk's list: those who wait longest first. */
  escalated(tenantId: string, query: ListEscalated): Promise<Page<Conversation>> {
    const after = decodeCursor(query.cursor);
    return this.#page(
      tenantId,
      `SELECT ${CONVERSATION_COLUMNS}, c.escalated_at::text AS position ${CONVERSATION_FROM}
       WHERE c.tenant_id = $1 AND c.owner <> 'ai' AND c.status <> 'resolved' AND ($2::text IS NULL OR c.owner = $2)
         AND ($3::timestamptz IS NULL OR (c.escalated_at, c.id) > ($3::timestamptz, $4::uuid))
       ORDER BY c.escalated_at, c.id LIMIT $5`,
      [query.owner ?? null, after?.time ?? null, after?.id ?? null],
      query.limit,
    );
  }

  /** Oldest first. @throws AppError not_found */
  async messages(tenantId: string, conversationId: string, query: PageQuery): Promise<Page<Message>> {
    const after = decodeCursor(query.cursor);
    return this.database.inTenant(tenantId, async (transaction) => {
      const exists = await transaction.first('SELECT id FROM conversations WHERE tenant_id = $1 AND id = $2', [tenantId, conversationId]);
      if (!exists) throw new AppError('not_found', 'There is no such conversation');
      const found = await transaction.query<MessageRow>(
        `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE tenant_id = $1 AND conversation_id = $2
           AND ($3::timestamptz IS NULL OR (created_at, id) > ($3::timestamptz, $4::uuid))
         ORDER BY created_at, id LIMIT $5`,
        [tenantId, conversationId, after?.time ?? null, after?.id ?? null, query.limit + 1],
      );
      const { rows, nextCursor } = pageOfRows(found, query.limit);
      return { items: rows.map(toMessage), next_cursor: nextCursor };
    });
  }

  /** @throws AppError not_found */
  async turn(tenantId: string, id: string): Promise<Turn> {
    const row = await this.#one<TurnRow>(tenantId, `SELECT ${TURN_COLUMNS} ${TURN_FROM} WHERE t.tenant_id = $1 AND t.id = $2`, id);
    if (!row) throw new AppError('not_found', 'There is no such turn');
    return toTurn(row);
  }

  #one<Row extends object>(tenantId: string, text: string, key: string): Promise<Row | undefined> {
    return this.database.inTenant(tenantId, async (transaction) => (await transaction.queryAndCommit(text, [tenantId, key]))[0] as Row | undefined);
  }

  async #page(tenantId: string, text: string, values: unknown[], limit: number): Promise<Page<Conversation>> {
    const found = await this.database.inTenant(tenantId, (transaction: Transaction) =>
      transaction.queryAndCommit<ConversationRow & { position: string }>(text, [tenantId, ...values, limit + 1]),
    );
    const { rows, nextCursor } = pageOfRows(found, limit);
    return { items: rows.map(toConversation), next_cursor: nextCursor };
  }
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
