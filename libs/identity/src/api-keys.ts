import type { ApiKey, CreateApiKey, CreatedApiKey, Scope } from '#libs/contracts';
import { AppError, newId, randomToken, sha256 } from '#libs/kernel';
import type { Logger } from '#libs/observability';
import type { Database } from '#libs/persistence';
import { recordAudit } from './audit-log.js';
import { KeyReads } from './key-reads.js';
import { LastUses } from './last-uses.js';
import type { Principal } from './principal.js';

type KeyRow = Pick<ApiKeyRow, 'id' | 'name' | 'scopes' | 'expires_at' | 'revoked_at'> & { tenant_id: string };

const KEY_BY_HASH = { name: 'api-key-by-hash', text: 'SELECT tenant_id, id, name, scopes, expires_at, revoked_at FROM api_keys WHERE key_hash = $1' };

/** API keys: stored as SHA-256 (they are 256 random bits), scoped, revocable. */
export class ApiKeys {
  readonly #reads: KeyReads<KeyRow, Principal>;
  readonly #lastUses: LastUses;

  constructor(
    private readonly database: Database,
    logger: Logger,
  ) {
    this.#reads = new KeyReads(database, KEY_BY_HASH, toPrincipal);
    this.#lastUses = new LastUses(database, logger, 'api_keys');
  }

  /** @throws AppError unauthenticated when the key is unknown, revoked or expired */
  async authenticate(key: string): Promise<Principal> {
    const principal = await this.#reads.byHash(sha256(key));
    if (!principal) throw new AppError('unauthenticated', 'The API key is not valid');
    this.#lastUses.mark(principal.tenantId, principal.id);
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
    this.#reads.forget();
  }

  onModuleDestroy(): Promise<void> {
    return this.#lastUses.close();
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

function toPrincipal(row: KeyRow): Principal | null {
  if (row.revoked_at || (row.expires_at && row.expires_at <= new Date())) return null;
  return { kind: 'api_key', id: row.id, tenantId: row.tenant_id, name: row.name, role: null, scopes: row.scopes };
}

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  ...row,
  created_at: row.created_at.toISOString(),
  last_used_at: row.last_used_at?.toISOString() ?? null,
  expires_at: row.expires_at?.toISOString() ?? null,
  revoked_at: row.revoked_at?.toISOString() ?? null,
});
