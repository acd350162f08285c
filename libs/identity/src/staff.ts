import type { CreateStaff, Staff, StaffRole } from '#libs/contracts';
import { AppError, newId } from '#libs/kernel';
import { violates, type Database } from '#libs/persistence';
import { recordAudit } from './audit-log.js';
import type { Principal } from './principal.js';
import { hashPassword } from './staff-sessions.js';

interface StaffRow {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  created_at: Date;
  disabled_at: Date | null;
}

const COLUMNS = 'id, email, name, role, created_at, disabled_at';

/** Members of staff of a tenant. */
export class StaffDirectory {
  constructor(private readonly database: Database) {}

  /** @throws AppError already_exists when the e-mail is taken */
  async create(tenantId: string, actor: Principal | null, input: CreateStaff): Promise<Staff> {
    const passwordHash = await hashPassword(input.password);
    const id = newId();
    try {
      return await this.database.inTenant(tenantId, async (transaction) => {
        const row = await transaction.first<StaffRow>(
          `INSERT INTO staff (tenant_id, id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
          [tenantId, id, input.email, input.name, input.role, passwordHash],
        );
        await recordAudit(transaction, tenantId, actor, { action: 'staff.created', subjectKind: 'staff', subjectId: id, detail: { role: input.role } });
        return toStaff(row!);
      });
    } catch (error) {
      if (violates(error, 'staff_email')) throw new AppError('already_exists', 'A member of staff has this e-mail already', { cause: error });
      throw error;
    }
  }

  async list(tenantId: string): Promise<Staff[]> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.query<StaffRow>(`SELECT ${COLUMNS} FROM staff WHERE tenant_id = $1 ORDER BY created_at`, [tenantId]),
    );
    return rows.map(toStaff);
  }

  async setPassword(tenantId: string, id: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.database.inTenant(tenantId, async (transaction) => {
      await transaction.query('UPDATE staff SET password_hash = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, passwordHash]);
      await recordAudit(transaction, tenantId, null, { action: 'staff.password_set', subjectKind: 'staff', subjectId: id });
    });
  }

  /** Signs the member out everywhere: refresh tokens end now, the access token when its minutes are over. @throws AppError not_found */
  async disable(tenantId: string, actor: Principal, id: string): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      const row = await transaction.first('UPDATE staff SET disabled_at = COALESCE(disabled_at, now()) WHERE tenant_id = $1 AND id = $2 RETURNING id', [tenantId, id]);
      if (!row) throw new AppError('not_found', 'There is no such member of staff');
      await transaction.query('UPDATE refresh_tokens SET revoked_at = COALESCE(revoked_at, now()) WHERE tenant_id = $1 AND staff_id = $2', [tenantId, id]);
      await recordAudit(transaction, tenantId, actor, { action: 'staff.disabled', subjectKind: 'staff', subjectId: id });
    });
  }
}

const toStaff = (row: StaffRow): Staff => ({
  ...row,
  created_at: row.created_at.toISOString(),
  disabled_at: row.disabled_at?.toISOString() ?? null,
});
