import { Pool, types, type PoolClient } from 'pg';
import { AppError, messageOf } from '#libs/kernel';
import { BatchingSocket } from './batching-socket.js';
import { SCHEMA, SYSTEM_ROLE } from './connection.js';
import { Transaction } from './transaction.js';

// int8 (counts) as number: the platform's counts stay far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

export interface DatabaseOptions {
  poolSize: number;
  applicationName: string;
  onError?: (error: Error) => void;
}

/** The database as the apps see it: transactions under one tenant, or explicitly across tenants. */
export class Database {
  readonly #pool: Pool;

  constructor(url: string, options: DatabaseOptions) {
    this.#pool = new Pool({
      connectionString: url,
      max: options.poolSize,
      pipeline: true,
      stream: () => new BatchingSocket(),
      application_name: options.applicationName,
      options: `-c search_path=${SCHEMA},public -c timezone=UTC`,
      // Also how long work waits for a free connection: in a rush, later is better than refused.
      connectionTimeoutMillis: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      statement_timeout: 30_000,
    });
    this.#pool.on('error', (error) => options.onError?.(error));
  }

  /** Statements waiting for a free connection. */
  get waiting(): number {
    return this.#pool.waitingCount;
  }

  /**
   * Runs `work` in one transaction that sees and writes rows of this tenant only.
   * Commits when it returns, rolls back when it throws.
   */
  inTenant<T>(tenantId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#run(setting('app.tenant_id', tenantId), work);
  }

  /** For authentication alone: opens the one API key with this hash, whichever tenant's it is. */
  withApiKeyHash<T>(hash: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#run(setting('app.api_key_hash', hash), work);
  }

  /** For sign-in alone: opens the one tenant with this slug. */
  withTenantSlug<T>(slug: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#run(setting('app.tenant_slug', slug), work);
  }

  /** For background work across tenants: takes on the cross-tenant role, which reaches only the tables it needs. */
  asSystem<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#run({ text: `SET LOCAL ROLE ${SYSTEM_ROLE}`, values: [] }, work);
  }

  /** Round trip to the server in milliseconds. */
  async ping(): Promise<number> {
    const started = performance.now();
    await this.#pool.query('SELECT 1');
    return performance.now() - started;
  }

  /** @throws Error when the role could see other tenants' rows: superusers and BYPASSRLS roles ignore row-level security */
  async assertRowSecurityApplies(): Promise<void> {
    const { rows } = await this.#pool.query<{ bypasses: boolean; name: string }>(
      'SELECT rolname AS name, rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
    );
    if (rows[0]?.bypasses !== false) {
      throw new Error(`The database role ${rows[0]?.name ?? '?'} bypasses row-level security; connect the apps with another`);
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #run<T>(scope: { text: string; values: unknown[] }, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let broken: Error | undefined;
    // The pool listens only to idle connections; a loss that nobody listens to would end the process.
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    try {
      const transaction = Transaction.open(client, scope);
      try {
        const result = await work(transaction);
        await transaction.commit();
        return result;
      } catch (error) {
        await transaction.rollback().catch((rollbackError: Error) => {
          broken = rollbackError;
        });
        throw error;
      }
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new AppError('service_unavailable', 'The database is not available', { cause: error, retryAfter: 5 });
    }
  }
}

const setting = (name: string, value: string) => ({
  name: 'set-scope',
  text: 'SELECT set_config($1, $2, true)',
  values: [name, value],
});

/** Whether an error says that the database went away or refused for now, so that trying again can help. */
export function isTransientDatabaseError(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'service_unavailable';
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^(08|40|53|57P|55P03|25P03|ECONN|EPIPE|ETIMEDOUT)/.test(code)) return true;
  return /Connection terminated|Client has encountered a connection error/.test(messageOf(error));
}

/** Whether the error is a violation of the named unique constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  const { code, constraint: violated } = error as { code?: string; constraint?: string };
  return code === '23505' && violated === constraint;
}
