import { newId, projectPath } from '#libs/kernel';
import type { Principal } from '#libs/identity';
import type { Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { silentLogger, type TestDatabase } from '#libs/testing';
import { BudgetStandings, Budgets, PriceBook, Prices, SpentSums, UsageLedger, UsageReports, loadPriceFile, type SettledCall } from '../src/index.js';

export const book = new PriceBook(await loadPriceFile(projectPath('data', 'model-prices.json')));

/** The books as one process keeps them. */
export interface CostDesk {
  prices: Prices;
  ledger: UsageLedger;
  budgets: Budgets;
  reports: UsageReports;
  spent: SpentSums;
}

export function createDesk(database: Database, logger: Logger = silentLogger()): CostDesk {
  const prices = new Prices(database, book);
  const spent = new SpentSums(database);
  return { prices, spent, ledger: new UsageLedger(database, prices, spent), budgets: new Budgets(database, new BudgetStandings(database, spent, logger)), reports: new UsageReports(database) };
}

/** One more connection pool, as another process has it. */
export const anotherDatabase = (test: TestDatabase, url = test.app): Database => new Database(url, { poolSize: 3, applicationName: 'switchboard-test' });

export async function seedTenant(test: TestDatabase): Promise<string> {
  const id = newId();
  await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, `tenant-${id}`]);
  return id;
}

export async function seedKey(test: TestDatabase, tenantId: string): Promise<string> {
  const id = newId();
  await test.asOwner(`INSERT INTO virtual_keys (tenant_id, id, name, key_hash, last_four, scopes) VALUES ($1, $2::uuid, 'key', 'hash-' || $2, 'abcd', '{chat}')`, [tenantId, id]);
  return id;
}

export async function seedChannel(test: TestDatabase, tenantId: string): Promise<string> {
  const id = newId();
  await test.asOwner(`INSERT INTO channels (tenant_id, id, name, type) VALUES ($1, $2::uuid, 'channel ' || $2, 'local')`, [tenantId, id]);
  return id;
}

export async function seedConversation(test: TestDatabase, tenantId: string): Promise<string> {
  const id = newId();
  await test.asOwner('WITH c AS (INSERT INTO contacts (tenant_id, id) VALUES ($1, $2)) SELECT', [tenantId, id]);
  await test.asOwner('INSERT INTO conversations (tenant_id, id, contact_id) VALUES ($1, $2, $2)', [tenantId, id]);
  return id;
}

/** A completed call to gpt-4o: 1,000 tokens in at 2.50 dollars a million and 100 out at 10 cost 0.0035. */
export const aCall = (tenantId: string, changes: Partial<SettledCall> = {}): SettledCall => ({
  tenantId,
  id: newId(),
  source: 'relay',
  task: 'chat.completions',
  agentType: null,
  conversationId: null,
  turnId: null,
  virtualKeyId: null,
  requestedModel: 'gpt-4o',
  startedAt: new Date(),
  channelId: null,
  provider: 'openai',
  model: 'gpt-4o-2024-08-06',
  tokens: { inputTokens: 1_000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 },
  estimated: false,
  latencyMs: 500,
  firstTokenMs: 200,
  outcome: 'completed',
  errorCode: null,
  attempts: [],
  ...changes,
});

export const CALL_COST = '0.0035';

/** A call that costs so many dollars: output of gpt-4o is 10 dollars a million. */
export const aCallOf = (tenantId: string, dollars: number, changes: Partial<SettledCall> = {}): SettledCall =>
  aCall(tenantId, { tokens: { inputTokens: 0, outputTokens: Math.round(dollars * 100_000), cacheReadTokens: 0, cacheWriteTokens: 0 }, ...changes });

export const anAdmin = (tenantId: string): Principal => ({ kind: 'api_key', id: newId(), tenantId, name: 'admin', role: null, scopes: ['admin'] });
