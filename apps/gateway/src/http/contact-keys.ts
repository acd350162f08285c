import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ShortText } from '#libs/contracts';
import { isUuid, sha256 } from '#libs/kernel';
import { Database } from '#libs/persistence';
import type { ContactLimit } from './contract.js';
import type { GatewayRequest } from './request.js';

const KNOWN_MS = 60_000;

/** Whose messages are counted: the contact behind a request, before its body is validated. */
@Injectable()
export class ContactKeys {
  /** A conversation keeps its contact for life; a session that was deleted may begin anew with another, hence the time. */
  readonly #known = new LRUCache<string, string>({ max: 50_000, ttl: KNOWN_MS });

  constructor(private readonly database: Database) {}

  /** @returns null when the request names no contact that exists; it will be refused for that */
  async of(limit: ContactLimit, request: GatewayRequest): Promise<string | null> {
    const tenantId = request.principal!.tenantId;
    if (limit === 'conversation') return this.#ofConversation(tenantId, String((request.params as { id?: unknown }).id));
    const { user_id: userId, session_id: sessionId } = (request.body ?? {}) as { user_id?: unknown; session_id?: unknown };
    if (typeof userId === 'string') return keyOf(tenantId, 'user', userId.trim());
    if (typeof sessionId === 'string') return this.#ofSession(tenantId, sessionId.trim());
    return keyOf(tenantId, 'ip', request.ip);
  }

  async #ofConversation(tenantId: string, conversationId: string): Promise<string | null> {
    return isUuid(conversationId) ? this.#contactOf(tenantId, 'id', conversationId) : null;
  }

  /** Leaving out user_id does not make a known contact another one. */
  async #ofSession(tenantId: string, sessionId: string): Promise<string> {
    const valid = ShortText.safeParse(sessionId).success;
    return (valid && (await this.#contactOf(tenantId, 'session_id', sessionId))) || keyOf(tenantId, 'session', sessionId);
  }

  async #contactOf(tenantId: string, column: 'id' | 'session_id', value: string): Promise<string | null> {
    const cacheKey = `${tenantId}:${column}:${value}`;
    const known = this.#known.get(cacheKey);
    if (known) return known;
    const row = await this.database.inTenant(tenantId, (transaction) =>
      transaction.first<{ external_id: string | null; id: string }>(
        {
          name: `contact-of-conversation-${column}`,
          text: `SELECT k.external_id, k.id FROM conversations c JOIN contacts k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id
                 WHERE c.tenant_id = $1 AND c.${column} = $2`,
        },
        [tenantId, value],
      ),
    );
    if (!row) return null;
    const key = row.external_id ? keyOf(tenantId, 'user', row.external_id) : keyOf(tenantId, 'contact', row.id);
    this.#known.set(cacheKey, key);
    return key;
  }
}

/** Hashed, so that whatever a caller sends makes a short key. */
const keyOf = (tenantId: string, kind: string, id: string): string => `${tenantId}:${kind}:${sha256(id).slice(0, 32)}`;
