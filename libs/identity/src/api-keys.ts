import { LRUCache } from 'lru-cache';
import type { ApiKey, CreateApiKey, CreatedApiKey, Scope } from '#libs/contracts';
import { AppError, newId, randomToken, sha256 } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import { isTransientDatabaseError, type Database } from '#libs/persistence';
import { recordAudit } from './audit-log.js';
import type { Principal } from './principal.js';

interface KeyRow {
  tenant_id: string;
  id: string;
  name: string;
  scopes: Scope[];
  expires_at: Date | null;
  revoked_at: Date | null;
}

/** How long a gateway believes what it last read of a key: a revocation by another gateway takes this long to reach it. */
const BELIEVED_MS = 1_000;
const LAST_USED_EVERY_MS = 5_000;

/** API keys: stored as SHA-256 (they are 256 random bits), scoped, revocable. */
export class ApiKeys {
  readonly #known = new LRUCache<string, Promise<Principal | null>>({ max: 10_000, ttl: BELIEVED_MS });
  readonly #used = new Map<string, Set<string>>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {
    this.#timer = setInterval(() => void this.#writeLastUsed(), LAST_USED_EVERY_MS);
    this.#timer.unref();
  }

  /** @throws AppError unauthenticated when the key is unknown, revoked or expired */
  async authenticate(key: string): Promise<Principal> {
    const hash = sha256(key);
    const principal = await this.#remember(hash);
    if (!principal) throw new AppError('unauthenticated', 'The API key is not valid');
    this.#markUsed(principal);
    return principal;
  }

  /** Creates a key; the secret is in the answer and nowhere else. `secret` fixes it (demo tenant). */
  async create(tenantId: string, actor: Principal | null, input: CreateApiKey, secret = `sb_${randomToken()}`): Promise<CreatedApiKey> {
    const id = newId();
    return this.database.inTenant(tenantId, async (transaction) => {
      const [row] = await transaction.query<ApiKeyRow>(
        `INSERT INTO api_keys (tenant_id, id, name, key_hash, last_four, scopes, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         RETURNING ${API_KEY_COLUMNS}`,
        [tenantId, id, input.name, sha256(secret), secret.slice(-4), input.scopes, input.expires_at ?? null],
      );
      await recordAudit(transaction, tenantId, actor, { action: 'api_key.created', subjectKind: 'api_key', subjectId: id, detail: { scopes: input.scopes } });
      return { ...toApiKey(row!), key: secret };
    });
  }

  async list(tenantId: string): Promise<ApiKey[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.query<ApiKeyRow>(`SELECT ${API_KEY_COLUMNS} FROM api_keys WHERE tenant_id = $1 ORDER BY created_at`, [tenantId]),
    );
    return rows.map(toApiKey);
  }

  /** Takes effect at once on this gateway, and within a second on the others. @throws AppError not_found */
  async revoke(tenantId: string, actor: Principal, id: string): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      const row = await transaction.first(
        'UPDATE api_keys SET revoked_at = COALESCE(revoked_at, now()) WHERE tenant_id = $1 AND id = $2 RETURNING id',
        [tenantId, id],
      );
      if (!row) throw new AppError('not_found', 'There is no such API key');
      await recordAudit(transaction, tenantId, actor, { action: 'api_key.revoked', subjectKind: 'api_key', subjectId: id });
    });
    this.#known.clear();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writeLastUsed();
  }

  #remember(hash: string): Promise<Principal | null> {
    const known = this.#known.get(hash);
    if (known) return known;
    const reading = this.#read(hash);
    this.#known.set(hash, reading);
    // A failure is not an answer about the key.
    reading.catch(() => this.#known.delete(hash));
    return reading;
  }

  async #read(hash: string): Promise<Principal | null> {
    try {
      const row = await this.database.withApiKeyHash(hash, (transaction) =>
        transaction.first<KeyRow>(
          { name: 'api-key-by-hash', text: 'SELECT tenant_id, id, name, scopes, expires_at, revoked_at FROM api_keys WHERE key_hash = $1' },
          [hash],
        ),
      );
      if (!row || row.revoked_at || (row.expires_at && row.expires_at <= new Date())) return null;
      return { kind: 'api_key', id: row.id, tenantId: row.tenant_id, name: row.name, role: null, scopes: row.scopes };
    } catch (error) {
      if (isTransientDatabaseError(error)) throw new AppError('service_unavailable', 'The database is not available', { cause: error, retryAfter: 5 });
      throw error;
    }
  }

  #markUsed(principal: Principal): void {
    const ids = this.#used.get(principal.tenantId) ?? new Set();
    this.#used.set(principal.tenantId, ids.add(principal.id));
  }

  async #writeLastUsed(): Promise<void> {
    const used = [...this.#used];
    this.#used.clear();
    for (const [tenantId, ids] of used) {
      try {
        await this.database.inTenant(tenantId, (transaction) =>
          transaction.query('UPDATE api_keys SET last_used_at = now() WHERE tenant_id = $1 AND id = ANY($2::uuid[])', [tenantId, [...ids]]),
        );
      } catch (error) {
        this.logger.warn({ err: error }, 'the last use of API keys was not written');
      }
    }
  }
}

const API_KEY_COLUMNS = 'id, name, last_four, scopes, created_at, last_used_at, expires_at, revoked_at';

interface ApiKeyRow {
  id: string;
  name: string;
  last_four: string;
  scopes: Scope[];
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
}

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  ...row,
  created_at: row.created_at.toISOString(),
  last_used_at: row.last_used_at?.toISOString() ?? null,
  expires_at: row.expires_at?.toISOString() ?? null,
  revoked_at: row.revoked_at?.toISOString() ?? null,
});
