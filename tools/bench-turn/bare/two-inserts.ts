import pg from 'pg';

/** One commit of two inserts: the least that keeps a message and what is to become of it together. */
export class TwoInserts {
  readonly #pool: pg.Pool;

  constructor(
    databaseUrl: string,
    poolSize: number,
    private readonly first: pg.QueryConfig,
    private readonly second: pg.QueryConfig,
  ) {
    this.#pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  }

  async commit(firstValues: unknown[], secondValues: unknown[]): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      await client.query({ ...this.first, values: firstValues });
      await client.query({ ...this.second, values: secondValues });
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
}

export const INSERT_MESSAGE = { name: 'message', text: 'INSERT INTO bare.messages (id, turn_id, author, body) VALUES ($1, $2, $3, $4)' };
export const INSERT_TURN = { name: 'turn', text: 'INSERT INTO bare.turns (id, session_id, user_id) VALUES ($1, $2, $3)' };
export const INSERT_OUTCOME = { name: 'outcome', text: 'INSERT INTO bare.outcomes (turn_id, message_id) VALUES ($1, $2)' };
