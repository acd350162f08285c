import { LRUCache } from 'lru-cache';
import { AppError } from '#libs/kernel';
import { isTransientDatabaseError, type Database, type Statement } from '#libs/persistence';

/** How long a gateway believes what it last read of a key: what another gateway changes takes this long to reach it. */
const BELIEVED_MS = 1_000;

/** Reads keys by their hash, whichever tenant they belong to; who asks at the same moment shares one read. */
export class KeyReads<Row extends Record<string, unknown>, Known> {
  readonly #known = new LRUCache<string, Promise<Known | null>>({ max: 10_000, ttl: BELIEVED_MS });

  /**
   * @param statement takes the hash and gives the key's row
   * @param interpret what a row says; `readAt` is the time just before it was read, on the clock of `performance.now()`
   */
  constructor(
    private readonly database: Database,
    private readonly statement: Statement,
    private readonly interpret: (row: Row, readAt: number) => Known | null,
  ) {}

  /** Null: there is no such key. @throws AppError service_unavailable */
  byHash(hash: string): Promise<Known | null> {
    const known = this.#known.get(hash);
    if (known) return known;
    const reading = this.#read(hash);
    this.#known.set(hash, reading);
    // A failure is not an answer about the key.
    reading.catch(() => this.#known.delete(hash));
    return reading;
  }

  /** Has everything read again: something was changed here. */
  forget(): void {
    this.#known.clear();
  }

  async #read(hash: string): Promise<Known | null> {
    const readAt = performance.now();
    try {
      const row = await this.database.withApiKeyHash(hash, (transaction) => transaction.first<Row>(this.statement, [hash]));
      return row ? this.interpret(row, readAt) : null;
    } catch (error) {
      if (isTransientDatabaseError(error)) throw new AppError('service_unavailable', 'The database is not available', { cause: error, retryAfter: 5 });
      throw error;
    }
  }
}
