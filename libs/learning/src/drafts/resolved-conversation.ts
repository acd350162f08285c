import type { Locale } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';

/** What was said in a resolved conversation, as far as a draft is made of it. */
export interface ResolvedConversation {
  locale: Locale | null;
  /** Names that must not stand in an article: the contact's and those of the staff who replied. */
  names: string[];
  said: Said[];
}

/** One entry of it: what a contact wrote in one turn, or a reply of a human. */
export interface Said {
  by: 'contact' | 'human_agent';
  text: string;
  turnId: string | null;
  /** Of the turn: what the router took it for, and whether it went to a human. */
  intent: string | null;
  handedOff: boolean;
}

/** Entries that are read, from the first one on; longer conversations are stories of their own. */
const MOST_ENTRIES = 300;

/** Null when it is not resolved any more, or gone. */
export async function readResolvedConversation(transaction: Transaction, tenantId: string, id: string): Promise<ResolvedConversation | null> {
  const conversation = await transaction.first<{ locale: Locale | null; names: (string | null)[] }>(
    `SELECT c.locale, ARRAY[p.name, p.email, p.phone] || ARRAY(
         SELECT DISTINCT s.name FROM messages m JOIN staff s ON s.tenant_id = m.tenant_id AND s.id = m.staff_id WHERE m.tenant_id = $1 AND m.conversation_id = $2) AS names
     FROM conversations c JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id
     WHERE c.tenant_id = $1 AND c.id = $2 AND c.status = 'resolved'`,
    [tenantId, id],
  );
  if (!conversation) return null;
  const said = await transaction.query<Said & Record<string, unknown>>(
    `SELECT m.author AS by, string_agg(m.body, E'\\n' ORDER BY m.created_at, m.id) AS text, m.turn_id AS "turnId", t.intent, COALESCE(t.state = 'handed_off', false) AS "handedOff"
     FROM messages m LEFT JOIN turns t ON t.tenant_id = m.tenant_id AND t.id = m.turn_id
     WHERE m.tenant_id = $1 AND m.conversation_id = $2 AND m.author IN ('contact', 'human_agent')
     GROUP BY m.author, m.turn_id, t.intent, t.state, CASE WHEN m.turn_id IS NULL THEN m.id END
     ORDER BY min(m.created_at) LIMIT ${MOST_ENTRIES}`,
    [tenantId, id],
  );
  return { locale: conversation.locale, names: conversation.names.filter((name) => name !== null).flatMap(partsOfName), said };
}

/** A full name, and its parts where it has some: people are greeted by one of them. */
const partsOfName = (name: string): string[] => [name, ...name.split(/\s+/).filter((part) => part.length > 2)];
