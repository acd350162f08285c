import { readFile } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { EffectiveModelChoices, ModelChoices } from '#libs/contracts';
import { recordAudit, type Principal } from '#libs/identity';
import { projectPath } from '#libs/kernel';
import type { Database } from '#libs/persistence';

const FRESH_MS = 5_000;

/** Which models answer which tasks: data/model-choices.json, and what each tenant changed of it. */
export class ModelChoiceStore {
  readonly #known = new LRUCache<string, Promise<EffectiveModelChoices>>({ max: 10_000, ttl: FRESH_MS });
  #shipped: Promise<EffectiveModelChoices> | null = null;

  constructor(private readonly database: Database) {}

  of(tenantId: string): Promise<EffectiveModelChoices> {
    const known = this.#known.get(tenantId);
    if (known) return known;
    const reading = this.#read(tenantId);
    this.#known.set(tenantId, reading);
    reading.catch(() => this.#known.delete(tenantId));
    return reading;
  }

  /** Replaces what the tenant changed. */
  async set(tenantId: string, actor: Principal, choices: ModelChoices): Promise<EffectiveModelChoices> {
    await this.database.inTenant(tenantId, async (transaction) => {
      await transaction.query(
        'INSERT INTO model_choices (tenant_id, choices) VALUES ($1, $2) ON CONFLICT (tenant_id) DO UPDATE SET choices = EXCLUDED.choices, updated_at = now()',
        [tenantId, JSON.stringify(choices)],
      );
      await recordAudit(transaction, tenantId, actor, { action: 'model_choices.changed', subjectKind: 'tenant', subjectId: tenantId, detail: { ...choices } });
    });
    this.#known.delete(tenantId);
    return this.of(tenantId);
  }

  async #read(tenantId: string): Promise<EffectiveModelChoices> {
    const row = await this.database.inTenant(tenantId, (transaction) =>
      transaction.first<{ choices: unknown }>({ name: 'model-choices', text: 'SELECT choices FROM model_choices WHERE tenant_id = $1' }, [tenantId]),
    );
    const shipped = await this.#loadShipped();
    if (!row) return shipped;
    const own = ModelChoices.parse(row.choices);
    return { ...shipped, tasks: { ...shipped.tasks, ...own.tasks }, models: { ...shipped.models, ...own.models } };
  }

  #loadShipped(): Promise<EffectiveModelChoices> {
    this.#shipped ??= readFile(projectPath('data', 'model-choices.json'), 'utf8').then((json) => EffectiveModelChoices.parse(JSON.parse(json)));
    return this.#shipped;
  }
}
