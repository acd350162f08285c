import type { AddIntentExample, ExampleSplit, IntentExample, IntentExamplesAdded, ListIntentExamples, Page } from '#libs/contracts';
import { recordAudit, type Principal } from '#libs/identity';
import { AppError, newId } from '#libs/kernel';
import { decodeCursor, pageOfRows, type Database, type Transaction } from '#libs/persistence';
import { exampleKey } from './example-key.js';
import { noteChange } from './learning-state.js';

/** Most examples of a tenant. */
export const MAX_EXAMPLES = 20_000;
/** Of what was added without saying what for, every fifth measures. */
const TEST_EVERY = 5;

type Writer = Pick<Principal, 'kind' | 'id'>;

interface ExampleRow extends Omit<IntentExample, 'created_at' | 'updated_at'> {
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = 'id, text, intent, locale, source, split, created_at, updated_at';

/** What a tenant teaches: wordings with their intent. They decide such a message at once, and similar ones after a retraining. */
export class IntentExamples {
  constructor(private readonly database: Database) {}

  /** A wording that is there already takes the new intent. @throws AppError invalid_request beyond the most a tenant may have, or when a text says nothing */
  add(tenantId: string, writer: Writer, given: readonly AddIntentExample[]): Promise<IntentExamplesAdded> {
    const examples = withoutRepetition(given);
    return this.database.inTenant(tenantId, async (transaction) => {
      await noteChange(transaction, tenantId);
      const rows = await write(transaction, tenantId, examples);
      await requireRoom(transaction, tenantId);
      const created = rows.filter((row) => row.inserted).length;
      const counts = { created, updated: rows.length - created };
      await recordAudit(transaction, tenantId, writer, { action: 'intent_examples.added', subjectKind: 'intent_examples', subjectId: rows.length === 1 ? rows[0]!.id : tenantId, detail: counts });
      return { items: rows.map(toExample), ...counts };
    });
  }

  /** Newest first. @throws AppError invalid_cursor */
  async list(tenantId: string, { intent, locale, source, split, q, cursor, limit }: ListIntentExamples): Promise<Page<IntentExample>> {
    const after = decodeCursor(cursor);
    const found = await this.database.inTenant(tenantId, (transaction) =>
      transaction.queryAndCommit<ExampleRow & { position: string }>(
        `SELECT ${COLUMNS}, created_at::text AS position FROM intent_examples
         WHERE tenant_id = $1 AND ($2::text IS NULL OR intent = $2) AND ($3::text IS NULL OR locale = $3) AND ($4::text IS NULL OR source = $4)
           AND ($5::text IS NULL OR split = $5) AND ($6::text IS NULL OR strpos(lower(text), lower($6)) > 0)
           AND ($7::timestamptz IS NULL OR (created_at, id) < ($7::timestamptz, $8::uuid))
         ORDER BY created_at DESC, id DESC LIMIT $9`,
        [tenantId, intent ?? null, locale ?? null, source ?? null, split ?? null, q ?? null, after?.time ?? null, after?.id ?? null, limit + 1],
      ),
    );
    const { rows, nextCursor } = pageOfRows(found, limit);
    return { items: rows.map(toExample), next_cursor: nextCursor };
  }

  /** @throws AppError not_found */
  async delete(tenantId: string, writer: Writer, id: string): Promise<void> {
    await this.database.inTenant(tenantId, async (transaction) => {
      await noteChange(transaction, tenantId);
      const row = await transaction.first<ExampleRow>(`DELETE FROM intent_examples WHERE tenant_id = $1 AND id = $2 RETURNING ${COLUMNS}`, [tenantId, id]);
      if (!row) throw new AppError('not_found', 'There is no such example');
      await recordAudit(transaction, tenantId, writer, { action: 'intent_examples.deleted', subjectKind: 'intent_examples', subjectId: id, detail: { text: row.text, intent: row.intent } });
    });
  }
}

interface KeyedExample extends AddIntentExample {
  id: string;
  key: string;
  split: ExampleSplit;
}

/** Of one wording given twice the last counts. */
function withoutRepetition(given: readonly AddIntentExample[]): KeyedExample[] {
  const byKey = new Map<string, KeyedExample>();
  given.forEach((example, at) => {
    const key = exampleKey(example.text);
    if (key === null) throw new AppError('invalid_request', `body.items.${at}.text: says nothing that could be learned`);
    byKey.set(key, { ...example, id: newId(), key, split: example.split ?? usualSplit(example, key) });
  });
  return [...byKey.values()];
}

/** By the wording, so that giving it again changes nothing. */
function usualSplit({ source }: AddIntentExample, key: string): ExampleSplit {
  return source === 'added' && Buffer.from(key, 'base64url').readUInt32BE() % TEST_EVERY === 0 ? 'test' : 'train';
}

async function write(transaction: Transaction, tenantId: string, examples: readonly KeyedExample[]): Promise<(ExampleRow & { inserted: boolean })[]> {
  const rows = await transaction.query<ExampleRow & { inserted: boolean; key: string }>(
    `INSERT INTO intent_examples AS e (tenant_id, id, key, text, intent, locale, source, split)
     SELECT $1, id, key, text, intent, locale, source, split
     FROM jsonb_to_recordset($2::jsonb) AS given (id uuid, key text, text text, intent text, locale text, source text, split text)
     ON CONFLICT (tenant_id, key) DO UPDATE SET text = EXCLUDED.text, intent = EXCLUDED.intent, locale = EXCLUDED.locale, source = EXCLUDED.source,
       split = EXCLUDED.split, updated_at = clock_timestamp()
     RETURNING ${COLUMNS}, key, xmax = 0 AS inserted`,
    [tenantId, JSON.stringify(examples)],
  );
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return examples.map(({ key }) => byKey.get(key)!);
}

/** After the writing, which `noteChange` keeps others from meanwhile. */
async function requireRoom(transaction: Transaction, tenantId: string): Promise<void> {
  const row = await transaction.first<{ count: number }>('SELECT count(*) AS count FROM intent_examples WHERE tenant_id = $1', [tenantId]);
  if (row!.count > MAX_EXAMPLES) throw new AppError('invalid_request', `A tenant may have ${MAX_EXAMPLES} examples; these would make ${row!.count}`);
}

const toExample = ({ id, text, intent, locale, source, split, created_at, updated_at }: ExampleRow): IntentExample => ({
  id,
  text,
  intent,
  locale,
  source,
  split,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
});
