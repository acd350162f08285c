import type { ModelPrice, ModelTier, SetPrice } from '#libs/contracts';
import { recordAudit, type Principal } from '#libs/identity';
import { AppError } from '#libs/kernel';
import type { Database } from '#libs/persistence';
import type { TokenCounts } from '../model-call.js';
import { TenantCache } from '../tenant-cache.js';
import type { PriceBook } from './price-book.js';
import { PriceList, type Cost } from './price-list.js';

/** How long a price set through another process may stay unseen. */
const BELIEVED_MS = 5_000;

/** What models cost: the shipped prices and, over them, each tenant's own. */
export class Prices {
  readonly #lists: TenantCache<PriceList>;

  constructor(
    private readonly database: Database,
    private readonly book: PriceBook,
  ) {
    this.#lists = new TenantCache((tenantId) => this.#read(tenantId), BELIEVED_MS);
  }

  /** The tenant's prices, to ask for many at once. @throws AppError service_unavailable without the database */
  listOf(tenantId: string): Promise<PriceList> {
    return this.#lists.of(tenantId);
  }

  /** The same without waiting; undefined when they have to be read first. */
  knownListOf(tenantId: string): PriceList | undefined {
    return this.#lists.known(tenantId);
  }

  async costOf(tenantId: string, model: string, tokens: TokenCounts): Promise<Cost> {
    return (this.knownListOf(tenantId) ?? (await this.listOf(tenantId))).costOf(model, tokens);
  }

  async priceOf(tenantId: string, model: string): Promise<ModelPrice | null> {
    return (this.knownListOf(tenantId) ?? (await this.listOf(tenantId))).priceOf(model);
  }

  /** How large a model the shipped prices take it for; null when they do not know it. */
  tierOf(model: string): ModelTier | null {
    return this.book.find(model)?.tier ?? null;
  }

  /** The tenant's own prices, then the shipped ones. */
  async list(tenantId: string): Promise<ModelPrice[]> {
    const { own } = await this.#read(tenantId);
    return [...[...own].sort((a, b) => (a.model < b.model ? -1 : 1)), ...this.book.list()];
  }

  /** Calls settled from now on cost this. Seen at once here, and within five seconds by other processes. */
  async set(tenantId: string, actor: Principal, price: SetPrice): Promise<ModelPrice> {
    const set = await this.database.inTenant(tenantId, async (transaction) => {
      const [row] = await transaction.query<PriceRow>(
        `INSERT INTO model_prices (tenant_id, model, input, output, cache_read, cache_write) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, model) DO UPDATE SET input = EXCLUDED.input, output = EXCLUDED.output,
           cache_read = EXCLUDED.cache_read, cache_write = EXCLUDED.cache_write, updated_at = now()
         RETURNING ${PRICE_COLUMNS}`,
        [tenantId, price.model, price.input, price.output, price.cache_read, price.cache_write],
      );
      const { model, ...detail } = price;
      await recordAudit(transaction, tenantId, actor, { action: 'model_price.set', subjectKind: 'model_price', subjectId: model, detail });
      return toModelPrice(row!);
    });
    this.#lists.forget(tenantId);
    return set;
  }

  /** From now on the shipped price holds again. @throws AppError not_found */
  async remove(tenantId: string, actor: Principal, model: string): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      const row = await transaction.first('DELETE FROM model_prices WHERE tenant_id = $1 AND model = $2 RETURNING model', [tenantId, model]);
      if (!row) throw new AppError('not_found', 'There is no such price');
      await recordAudit(transaction, tenantId, actor, { action: 'model_price.removed', subjectKind: 'model_price', subjectId: model });
    });
    this.#lists.forget(tenantId);
  }

  async #read(tenantId: string): Promise<PriceList> {
    const rows = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<PriceRow>({ name: 'model-prices', text: `SELECT ${PRICE_COLUMNS} FROM model_prices WHERE tenant_id = $1 ORDER BY updated_at` }, [tenantId]),
    );
    return new PriceList(this.book, rows.map(toModelPrice));
  }
}

const PRICE_COLUMNS = `model, trim_scale(input)::text AS input, trim_scale(output)::text AS output,
  trim_scale(cache_read)::text AS cache_read, trim_scale(cache_write)::text AS cache_write, updated_at`;

interface PriceRow {
  model: string;
  input: string;
  output: string;
  cache_read: string | null;
  cache_write: string | null;
  updated_at: Date;
}

const toModelPrice = ({ updated_at, ...price }: PriceRow): ModelPrice => ({ ...price, source: 'tenant', as_of: updated_at.toISOString().slice(0, 10) });
