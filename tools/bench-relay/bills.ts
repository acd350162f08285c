import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { USAGE } from './dialogue.js';
import { failedCalls, type LoadResult } from './load/load-job.js';

/** What the books must say of a VirtualKey's calls. */
interface Expected {
  name: string;
  completed: number;
  failed: number;
}

/** What they say: of each call in api_usage, of all in usage_daily, and on the key itself. */
export interface Booked {
  completed: number;
  failed: number;
  others: number;
  tokens: number;
  dailyCalls: number;
  dailyTokens: number;
  keyTokens: number;
}

const TOKENS = USAGE.input + USAGE.output;
/** Bills are written in groups behind the answers. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 250;
/** How long a bill that is one too many might take to appear. */
const AFTERMATH_MS = 2_000;

/** Counts the calls of each VirtualKey and compares with the books: each call must be there once. */
export class Bills {
  readonly #expected = new Map<string, Expected>();

  expectFrom(key: { id: string; name: string }, ...results: LoadResult[]): void {
    const expected = this.#expected.get(key.id) ?? { name: key.name, completed: 0, failed: 0 };
    this.#expected.set(key.id, expected);
    for (const result of results) {
      const failed = failedCalls(result);
      expected.failed += failed;
      expected.completed += result.sent - failed;
    }
  }

  /** How many calls were compared. Throws when one was lost or billed twice. */
  async check(databaseUrl: string): Promise<number> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      for (const [id, expected] of this.#expected) await this.#untilRight(client, id, expected);
      await sleep(AFTERMATH_MS);
      for (const [id, expected] of this.#expected) requireRight(expected, await booked(client, id));
    } finally {
      await client.end();
    }
    return [...this.#expected.values()].reduce((sum, { completed, failed }) => sum + completed + failed, 0);
  }

  async #untilRight(client: pg.Client, id: string, expected: Expected): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (findMistake(expected, await booked(client, id)) && performance.now() < deadline) await sleep(LOOK_EVERY_MS);
  }
}

function requireRight(expected: Expected, found: Booked): void {
  const mistake = findMistake(expected, found);
  if (mistake) throw new Error(`The books of ${expected.name} are wrong: ${mistake}`);
}

/** What is wrong with the books; null when each call was booked once. */
export function findMistake({ completed, failed }: Omit<Expected, 'name'>, found: Booked): string | null {
  const right: Booked = { completed, failed, others: 0, tokens: completed * TOKENS, dailyCalls: completed + failed, dailyTokens: completed * TOKENS, keyTokens: completed * TOKENS };
  const wrong = Object.entries(right).filter(([what, figure]) => found[what as keyof Booked] !== figure);
  return wrong.length === 0 ? null : wrong.map(([what, figure]) => `${what} ${found[what as keyof Booked]}, not ${figure}`).join('; ');
}

const SUM = 'input_tokens + output_tokens + cache_read_tokens + cache_write_tokens';
const BOOKED = `
  SELECT count(*) FILTER (WHERE outcome = 'completed')::int AS completed, count(*) FILTER (WHERE outcome = 'failed')::int AS failed,
    count(*) FILTER (WHERE outcome NOT IN ('completed', 'failed'))::int AS others, COALESCE(sum(${SUM}), 0)::float8 AS tokens,
    (SELECT COALESCE(sum(calls), 0)::float8 FROM switchboard.usage_daily WHERE virtual_key_id = $1) AS "dailyCalls",
    (SELECT COALESCE(sum(${SUM}), 0)::float8 FROM switchboard.usage_daily WHERE virtual_key_id = $1) AS "dailyTokens",
    (SELECT used_tokens::float8 FROM switchboard.virtual_keys WHERE id = $1) AS "keyTokens"
  FROM switchboard.api_usage WHERE virtual_key_id = $1 AND source = 'relay'`;

const booked = async (client: pg.Client, keyId: string): Promise<Booked> => (await client.query<Booked>(BOOKED, [keyId])).rows[0]!;
