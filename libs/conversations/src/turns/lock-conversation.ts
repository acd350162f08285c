import type { ContactInput, ConversationOwner, ConversationStatus, Flow, Locale } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';

/** A conversation whose row this transaction holds: everything that decides about turns and ownership. */
export interface LockedConversation {
  id: string;
  contact_id: string;
  contact_external_id: string | null;
  session_id: string | null;
  status: ConversationStatus;
  owner: ConversationOwner;
  assignee_id: string | null;
  ownership_epoch: number;
  active_turn_id: string | null;
  queued_turn_id: string | null;
  locale: Locale | null;
  /** What the last answer waits for. */
  flow: Flow | null;
}

const STATE_COLUMNS = 'c.session_id, c.status, c.owner, c.assignee_id, c.ownership_epoch, c.active_turn_id, c.queued_turn_id, c.locale, c.flow';
const COLUMNS = `c.id, c.contact_id, k.external_id AS contact_external_id, ${STATE_COLUMNS}`;
const FROM = 'FROM conversations c JOIN contacts k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id';

/** @throws AppError not_found */
export async function lockConversation(transaction: Transaction, tenantId: string, id: string): Promise<LockedConversation> {
  const row = await transaction.first<LockedConversation>(
    { name: 'conversation-lock', text: `SELECT ${COLUMNS} ${FROM} WHERE c.tenant_id = $1 AND c.id = $2 FOR UPDATE OF c` },
    [tenantId, id],
  );
  if (!row) throw new AppError('not_found', 'There is no such conversation');
  return row;
}

/**
 * The session's conversation, begun now when there is none.
 * @throws AppError contact_mismatch when the session is another contact's
 */
export async function lockOrCreateSession(transaction: Transaction, tenantId: string, sessionId: string, contact: ContactInput): Promise<LockedConversation> {
  const existing = await lockSession(transaction, tenantId, sessionId);
  if (existing) return requireSameContact(existing, contact);
  const contactId = newId();
  const begun = await beginSession(transaction, tenantId, sessionId, contactId, contact);
  if (begun) return begun;
  // Another request has begun the same session in this moment: nobody needs the anonymous contact made for ours.
  if (!contact.external_id) await transaction.query('DELETE FROM contacts WHERE tenant_id = $1 AND id = $2', [tenantId, contactId]);
  return requireSameContact((await lockSession(transaction, tenantId, sessionId))!, contact);
}

function requireSameContact(conversation: LockedConversation, contact: ContactInput): LockedConversation {
  if (contact.external_id && conversation.contact_external_id !== contact.external_id) throw new AppError('contact_mismatch');
  return conversation;
}

function lockSession(transaction: Transaction, tenantId: string, sessionId: string): Promise<LockedConversation | undefined> {
  return transaction.first<LockedConversation>(
    { name: 'session-lock', text: `SELECT ${COLUMNS} ${FROM} WHERE c.tenant_id = $1 AND c.session_id = $2 FOR UPDATE OF c` },
    [tenantId, sessionId],
  );
}

/** The contact and its conversation in one statement; undefined when the session exists. `contactId` is for a contact that is new. */
function beginSession(transaction: Transaction, tenantId: string, sessionId: string, contactId: string, contact: ContactInput): Promise<LockedConversation | undefined> {
  return transaction.first<LockedConversation>(
    {
      name: 'session-begin',
      text: `WITH k AS (${UPSERT_CONTACT})
             INSERT INTO conversations AS c (tenant_id, id, contact_id, session_id) SELECT $1, $8::uuid, k.id, $9::text FROM k
             ON CONFLICT (tenant_id, session_id) DO NOTHING
             RETURNING c.id, c.contact_id, (SELECT k.external_id FROM k) AS contact_external_id, ${STATE_COLUMNS}`,
    },
    [...contactValues(tenantId, contactId, contact), newId(), sessionId],
  );
}

const UPSERT_CONTACT = `INSERT INTO contacts (tenant_id, id, external_id, name, email, phone, locale) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (tenant_id, external_id) DO UPDATE SET
    name = COALESCE(EXCLUDED.name, contacts.name), email = COALESCE(EXCLUDED.email, contacts.email),
    phone = COALESCE(EXCLUDED.phone, contacts.phone), locale = COALESCE(EXCLUDED.locale, contacts.locale)
  RETURNING id, external_id`;

const contactValues = (tenantId: string, id: string, contact: ContactInput): unknown[] => [
  tenantId,
  id,
  contact.external_id ?? null,
  contact.name ?? null,
  contact.email ?? null,
  contact.phone ?? null,
  contact.locale ?? null,
];

/** The contact's id; what the integrator tells of the contact replaces what was known. */
export async function upsertContact(transaction: Transaction, tenantId: string, contact: ContactInput): Promise<string> {
  const row = await transaction.first<{ id: string }>({ name: 'contact-upsert', text: UPSERT_CONTACT }, contactValues(tenantId, newId(), contact));
  return row!.id;
}

/** @returns the new conversation's id, or null when its session exists already */
export async function insertConversation(
  transaction: Transaction,
  tenantId: string,
  input: { contactId: string; sessionId: string | null; metadata: Record<string, unknown>; locale?: Locale | undefined },
): Promise<string | null> {
  const row = await transaction.first<{ id: string }>(
    {
      name: 'conversation-insert',
      text: `INSERT INTO conversations (tenant_id, id, contact_id, session_id, metadata, locale) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant_id, session_id) DO NOTHING RETURNING id`,
    },
    [tenantId, newId(), input.contactId, input.sessionId, JSON.stringify(input.metadata), input.locale ?? null],
  );
  return row?.id ?? null;
}

