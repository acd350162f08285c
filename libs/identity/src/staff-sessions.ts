import { hash, verify } from '@node-rs/argon2';
import type { Login, StaffRole, TokenPair } from '#libs/contracts';
import { AppError, isUuid, newId, randomToken, sha256 } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import type { AccessTokens } from './access-tokens.js';
import { recordAudit } from './audit-log.js';

interface StaffRow {
  id: string;
  name: string;
  role: StaffRole;
  password_hash: string;
  disabled_at: Date | null;
}

interface RefreshRow {
  id: string;
  staff_id: string;
  family_id: string;
  used_at: Date | null;
  revoked_at: Date | null;
  expires_at: Date;
}

/** argon2id with the parameters the OWASP cheat sheet recommends (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

/** Sign-in of staff: an access token, and a refresh token that is exchanged at each use. */
export class StaffSessions {
  /** Verified against when there is no such member of staff, so that the time taken does not tell. */
  #decoy: Promise<string> | undefined;

  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokens,
    private readonly refreshSeconds: number,
  ) {}

  /** @throws AppError unauthenticated, the same for an unknown tenant, e-mail or a wrong password */
  async signIn(input: Login): Promise<TokenPair> {
    const tenantId = await this.#tenantOf(input.tenant);
    const staff = tenantId ? await this.#staffByEmail(tenantId, input.email) : undefined;
    const matches = await verify(staff?.password_hash ?? (await this.#decoyHash()), input.password);
    if (!tenantId || !staff || !matches || staff.disabled_at) throw new AppError('unauthenticated', 'Tenant, e-mail or password are not right');
    return this.database.inTenant(tenantId, async (transaction) => {
      await recordAudit(transaction, tenantId, { kind: 'staff', id: staff.id }, { action: 'staff.signed_in', subjectKind: 'staff', subjectId: staff.id });
      return this.#issue(transaction, tenantId, staff, newId());
    });
  }

  /**
   * Exchanges a refresh token for a new pair. A token that comes twice has been stolen or replayed:
   * the whole family ends.
   * @throws AppError unauthenticated
   */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const tenantId = tenantOfToken(refreshToken);
    const pair = await this.database.inTenant(tenantId, async (transaction) => {
      const row = await this.#lockToken(transaction, tenantId, refreshToken);
      if (!row || row.revoked_at || row.expires_at <= new Date()) return null;
      if (row.used_at) {
        await this.#revokeFamily(transaction, tenantId, row);
        return null;
      }
      await transaction.query('UPDATE refresh_tokens SET used_at = now() WHERE tenant_id = $1 AND id = $2', [tenantId, row.id]);
      const staff = await transaction.first<StaffRow>('SELECT id, name, role, password_hash, disabled_at FROM staff WHERE tenant_id = $1 AND id = $2', [tenantId, row.staff_id]);
      if (!staff || staff.disabled_at) return null;
      return this.#issue(transaction, tenantId, staff, row.family_id);
    });
    if (!pair) throw new AppError('unauthenticated', 'The refresh token is not valid');
    return pair;
  }

  /** Ends every token of the sign-in this one belongs to; an unknown token changes nothing. */
  async signOut(refreshToken: string): Promise<void> {
    const tenantId = tenantOfToken(refreshToken);
    await this.database.inTenant(tenantId, async (transaction) => {
      const row = await this.#lockToken(transaction, tenantId, refreshToken);
      if (row) await this.#revokeFamily(transaction, tenantId, row);
    });
  }

  #lockToken(transaction: Transaction, tenantId: string, token: string): Promise<RefreshRow | undefined> {
    return transaction.first<RefreshRow>(
      'SELECT id, staff_id, family_id, used_at, revoked_at, expires_at FROM refresh_tokens WHERE tenant_id = $1 AND token_hash = $2 FOR UPDATE',
      [tenantId, sha256(token)],
    );
  }

  async #revokeFamily(transaction: Transaction, tenantId: string, row: RefreshRow): Promise<void> {
    await transaction.query('UPDATE refresh_tokens SET revoked_at = COALESCE(revoked_at, now()) WHERE tenant_id = $1 AND family_id = $2', [tenantId, row.family_id]);
    await recordAudit(transaction, tenantId, { kind: 'staff', id: row.staff_id }, { action: 'staff.signed_out', subjectKind: 'staff', subjectId: row.staff_id, detail: { replayed: row.used_at !== null } });
  }

  async #issue(transaction: Transaction, tenantId: string, staff: Pick<StaffRow, 'id' | 'name' | 'role'>, familyId: string): Promise<TokenPair> {
    const refreshToken = `${tenantId}.${randomToken()}`;
    await transaction.query(
      `INSERT INTO refresh_tokens (tenant_id, id, staff_id, family_id, token_hash, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 second')`,
      [tenantId, newId(), staff.id, familyId, sha256(refreshToken), this.refreshSeconds],
    );
    return {
      access_token: await this.tokens.issue({ ...staff, tenantId }),
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: this.tokens.lifetimeSeconds,
    };
  }

  async #tenantOf(slug: string): Promise<string | undefined> {
    const row = await this.database.withTenantSlug(slug, (transaction) => transaction.first<{ id: string }>('SELECT id FROM tenants WHERE slug = $1', [slug]));
    return row?.id;
  }

  #staffByEmail(tenantId: string, email: string): Promise<StaffRow | undefined> {
    return this.database.inTenant(tenantId, (transaction) =>
      transaction.first<StaffRow>('SELECT id, name, role, password_hash, disabled_at FROM staff WHERE tenant_id = $1 AND lower(email) = lower($2)', [tenantId, email]),
    );
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= hashPassword(randomToken());
    return this.#decoy;
  }
}

/** Refresh tokens name their tenant, because the database shows no row without one. */
function tenantOfToken(token: string): string {
  const tenantId = token.slice(0, token.indexOf('.'));
  if (!isUuid(tenantId)) throw new AppError('unauthenticated', 'The refresh token is not valid');
  return tenantId;
}
