import type { IntentModelVersion, IntentModels as IntentModelList } from '#libs/contracts';
import { recordAudit, type Principal } from '#libs/identity';
import { AppError } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import type { IntentClassifier } from '../intent-classifier.js';
import { activate, deactivate } from './model-rows.js';

type Writer = Pick<Principal, 'kind' | 'id'>;

interface ModelRow extends Pick<IntentModelVersion, 'version' | 'status' | 'reason' | 'metrics' | 'examples'> {
  created_at: Date;
  activated_at: Date | null;
}

/** A tenant's models as those who look after them see them. */
export class IntentModels {
  constructor(
    private readonly database: Database,
    private readonly shipped: Pick<IntentClassifier, 'version'>,
  ) {}

  list(tenantId: string): Promise<IntentModelList> {
    return this.database.inTenant(tenantId, async (transaction) => {
      const rows = await transaction.query<ModelRow & Record<string, unknown>>(
        'SELECT version, status, reason, metrics, examples, created_at, activated_at FROM intent_models WHERE tenant_id = $1 ORDER BY created_at DESC, version',
        [tenantId],
      );
      const training = await trainingOf(transaction, tenantId, this.shipped.version);
      const inUse = rows.some(({ status }) => status === 'active');
      return { items: [...rows.map(toVersion), shippedVersion(this.shipped.version, !inUse)], training };
    });
  }

  /** Puts a version to use, an older or a newer one or the shipped one. @throws AppError not_found, invalid_request */
  async activate(tenantId: string, writer: Writer, version: string): Promise<IntentModelList> {
    await this.database.inTenant(tenantId, async (transaction) => {
      // Held, so that a training that ends meanwhile sees what is in use.
      await transaction.query('SELECT 1 FROM intent_learning WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
      if (version === this.shipped.version) await deactivate(transaction, tenantId);
      else {
        await this.#requireUsable(transaction, tenantId, version);
        await activate(transaction, tenantId, version);
      }
      await recordAudit(transaction, tenantId, writer, { action: 'intent_model.activated', subjectKind: 'intent_model', subjectId: version });
    });
    return this.list(tenantId);
  }

  /** Has the worker train at its next look, whether or not something changed. */
  async requestRetraining(tenantId: string, writer: Writer): Promise<IntentModelList> {
    await this.database.inTenant(tenantId, async (transaction) => {
      await transaction.query('INSERT INTO intent_learning (tenant_id, requested) VALUES ($1, true) ON CONFLICT (tenant_id) DO UPDATE SET requested = true', [tenantId]);
      await recordAudit(transaction, tenantId, writer, { action: 'intent_model.retraining_requested', subjectKind: 'intent_model', subjectId: tenantId });
    });
    return this.list(tenantId);
  }

  async #requireUsable(transaction: Transaction, tenantId: string, version: string): Promise<void> {
    const row = await transaction.first<{ status: string; base_version: string }>('SELECT status, base_version FROM intent_models WHERE tenant_id = $1 AND version = $2', [tenantId, version]);
    if (!row) throw new AppError('not_found', 'There is no such model');
    if (row.status === 'rejected') throw new AppError('invalid_request', 'This model was rejected, and is not kept');
    if (row.base_version !== this.shipped.version) throw new AppError('invalid_request', 'This model was made for another version of the platform; retrain instead');
  }
}

async function trainingOf(transaction: Transaction, tenantId: string, base: string): Promise<IntentModelList['training']> {
  const row = await transaction.first<{ running: boolean; due: boolean }>(
    `SELECT COALESCE(leased_until > now(), false) AS running, requested OR revision > trained_revision OR (revision > 0 AND trained_base IS DISTINCT FROM $2) AS due FROM intent_learning WHERE tenant_id = $1`,
    [tenantId, base],
  );
  if (row?.running) return 'running';
  return row?.due ? 'due' : 'idle';
}

const toVersion = ({ version, status, reason, metrics, examples, created_at, activated_at }: ModelRow): IntentModelVersion => ({
  version,
  shipped: false,
  status,
  reason,
  metrics,
  examples,
  created_at: created_at.toISOString(),
  activated_at: activated_at?.toISOString() ?? null,
});

const shippedVersion = (version: string, inUse: boolean): IntentModelVersion => ({
  version,
  shipped: true,
  status: inUse ? 'active' : 'retired',
  reason: null,
  metrics: null,
  examples: { train: 0, calibration: 0, test: 0 },
  created_at: null,
  activated_at: null,
});
