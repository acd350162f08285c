import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { recordAudit } from '#libs/identity';
import type { Database, Transaction } from '#libs/persistence';
import type { IntentClassifier } from '../intent-classifier.js';
import { deactivate, storeCandidate, type StoredAs } from './model-rows.js';
import type { Candidate, TaughtExample } from './train-candidate.js';

const unpack = promisify(gunzip);

/** So long after the first change, so that many changes in a row are one training. */
const SETTLE = '30 seconds';
/** A training that takes longer has lost its process. */
const LEASE = '5 minutes';
const DUE = `(requested OR ((revision > trained_revision OR (revision > 0 AND trained_base IS DISTINCT FROM $1)) AND changed_at < now() - interval '${SETTLE}'))`;
const FREE = '(leased_until IS NULL OR leased_until < now())';

export type Train = (task: { currentModel: string | null; examples: TaughtExample[] }, signal: AbortSignal) => Promise<Candidate>;
export type RetrainingOutcome = StoredAs | 'busy' | 'overtaken';

interface Claim {
  lease: string;
  revision: number;
  activeVersion: string | null;
  currentModel: string | null;
  examples: TaughtExample[];
}

/** Makes a tenant's model anew when its examples have changed, and puts it to use when it is not worse. */
export class IntentRetraining {
  constructor(
    private readonly database: Database,
    private readonly shipped: Pick<IntentClassifier, 'version'>,
    private readonly train: Train,
  ) {}

  /** The tenants to retrain, those who asked for it first. */
  async due(): Promise<string[]> {
    const rows = await this.database.asSystem((transaction) =>
      transaction.queryAndCommit<{ tenant_id: string }>(`SELECT tenant_id FROM intent_learning WHERE ${FREE} AND ${DUE} ORDER BY requested DESC, changed_at LIMIT 20`, [this.shipped.version]),
    );
    return rows.map(({ tenant_id }) => tenant_id);
  }

  /** `busy`: another process is at it; `overtaken`: another took it up meanwhile, because this took too long. @throws Error when the training fails; it is due again when its lease ends */
  async retrain(tenantId: string, signal: AbortSignal): Promise<RetrainingOutcome> {
    const claim = await this.#claim(tenantId);
    if (!claim) return 'busy';
    const candidate = claim.examples.length === 0 ? null : await this.train(claim, signal);
    return this.database.inTenant(tenantId, (transaction) => this.#finish(transaction, tenantId, claim, candidate));
  }

  async #claim(tenantId: string): Promise<Claim | null> {
    return this.database.inTenant(tenantId, async (transaction) => {
      const row = await transaction.first<{ lease: string; revision: number; active_version: string | null }>(
        `UPDATE intent_learning SET leased_until = now() + interval '${LEASE}' WHERE tenant_id = $1 AND ${FREE} RETURNING leased_until::text AS lease, revision, active_version`,
        [tenantId],
      );
      if (!row) return null;
      const examples = await transaction.query<TaughtExample & Record<string, unknown>>('SELECT text, intent, locale, split FROM intent_examples WHERE tenant_id = $1 ORDER BY key', [tenantId]);
      return { lease: row.lease, revision: row.revision, activeVersion: row.active_version, currentModel: await this.#current(transaction, tenantId, row.active_version), examples };
    });
  }

  /** Null when the shipped model is in use, be it because the tenant's was made for another one. */
  async #current(transaction: Transaction, tenantId: string, version: string | null): Promise<string | null> {
    const row = await transaction.first<{ model: Buffer | null }>('SELECT model FROM intent_models WHERE tenant_id = $1 AND version = $2 AND base_version = $3', [tenantId, version, this.shipped.version]);
    return row?.model ? (await unpack(row.model)).toString() : null;
  }

  async #finish(transaction: Transaction, tenantId: string, claim: Claim, candidate: Candidate | null): Promise<RetrainingOutcome> {
    const row = await transaction.first<{ active_version: string | null }>(
      `UPDATE intent_learning SET trained_revision = $3, trained_base = $4, requested = false, leased_until = NULL,
         changed_at = CASE WHEN revision > $3 THEN clock_timestamp() ELSE changed_at END
       WHERE tenant_id = $1 AND leased_until = $2::timestamptz RETURNING active_version`,
      [tenantId, claim.lease, claim.revision, this.shipped.version],
    );
    if (!row) return 'overtaken';
    // One for another shipped model is not used any more.
    if (claim.activeVersion !== null && claim.currentModel === null && row.active_version === claim.activeVersion) await deactivate(transaction, tenantId);
    if (!candidate) return emptied(transaction, tenantId, row.active_version);
    const stored = await storeCandidate(transaction, tenantId, { candidate, base: this.shipped.version, counts: countSplits(claim.examples), comparedWithCurrent: row.active_version === claim.activeVersion });
    const { metrics, verdict, version } = candidate;
    await recordAudit(transaction, tenantId, null, { action: `intent_model.${stored}`, subjectKind: 'intent_model', subjectId: version, detail: { ...metrics, reason: verdict.reason } });
    return stored;
  }
}

/** Without examples there is nothing to add to the shipped model. */
async function emptied(transaction: Transaction, tenantId: string, active: string | null): Promise<StoredAs> {
  if (active !== null) await deactivate(transaction, tenantId);
  return 'unchanged';
}

function countSplits(examples: TaughtExample[]): Record<TaughtExample['split'], number> {
  const counts = { train: 0, calibration: 0, test: 0 };
  for (const { split } of examples) counts[split] += 1;
  return counts;
}
