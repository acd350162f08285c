import type { PoolClient, QueryResultRow } from 'pg';

/** A statement with a name is parsed and planned once per connection. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * What a use case writes through. Every statement runs in one database transaction under one tenant
 * (or, for background work, under the cross-tenant role).
 */
export class Transaction {
  #committed = false;
  #opening: Promise<unknown> | undefined;

  private constructor(private readonly client: PoolClient) {}

  /**
   * BEGIN and the scope are sent together with the first statement (pipelined), so that opening a
   * transaction costs no round trip of its own.
   */
  static open(client: PoolClient, scope: { text: string; values: unknown[] }): Transaction {
    const transaction = new Transaction(client);
    transaction.#opening = Promise.all([client.query('BEGIN'), client.query(scope)]);
    // Reported by the first statement that follows; here it only must not count as unhandled.
    transaction.#opening.catch(() => undefined);
    return transaction;
  }

  /** @throws Error when the transaction has been committed: outside it there is no tenant and no rollback */
  async query<Row extends QueryResultRow>(statement: Statement | string, values: unknown[] = []): Promise<Row[]> {
    if (this.#committed) throw new Error('The transaction is over');
    const opening = this.#opening;
    this.#opening = undefined;
    const running = this.#send<Row>(statement, values);
    if (opening) await settled(opening, running);
    return (await running).rows;
  }

  /** The row, when the statement gave one. */
  async first<Row extends QueryResultRow>(statement: Statement | string, values: unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(statement, values))[0];
  }

  /**
   * The last statement and the COMMIT in one round trip. When the statement fails the server turns
   * the COMMIT into a rollback, so nothing is half-written.
   */
  async queryAndCommit<Row extends QueryResultRow>(statement: Statement | string, values: unknown[] = []): Promise<Row[]> {
    const running = this.query<Row>(statement, values);
    const committing = this.#commit();
    await settled(running, committing);
    return running;
  }

  /** @throws Error when a statement had failed before, although the caller went on: nothing was written */
  async commit(): Promise<void> {
    if (!this.#committed) await this.#commit();
  }

  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK');
  }

  async #commit(): Promise<void> {
    this.#committed = true;
    const { command } = await this.client.query('COMMIT');
    // The server answers the COMMIT of a failed transaction with a rollback, and calls that success.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back, because a statement in it had failed');
  }

  #send<Row extends QueryResultRow>(statement: Statement | string, values: unknown[]) {
    return typeof statement === 'string'
      ? this.client.query<Row>(statement, values)
      : this.client.query<Row>({ ...statement, values });
  }
}

/** Waits for both, then reports the first failure: a connection must not be given back with answers outstanding. */
async function settled(first: Promise<unknown>, second: Promise<unknown>): Promise<void> {
  for (const outcome of await Promise.allSettled([first, second])) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}
