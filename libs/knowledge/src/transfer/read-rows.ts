import { ImportedFaq, type FaqImportReport } from '#libs/contracts';
import type { GivenRow } from './import-rows.js';

export interface ReadRow {
  row: number;
  /** Names the article it is about. */
  key: string;
  faq: ImportedFaq;
}

export type RowError = FaqImportReport['errors'][number];

/** Of one row; more say nothing new. */
const MOST_ERRORS = 5;

/** What names an article in an import: its external id and locale, or without external id its question and locale. */
export const keyOf = ({ external_id, locale, question }: { external_id?: string | null | undefined; locale: string; question: string }): string =>
  JSON.stringify(external_id ? [locale, external_id] : [locale, null, question]);

/** Validates rows one by one. @param seen rows by key, of all rows before */
export function readRows(given: readonly GivenRow[], seen: Map<string, number>): { rows: ReadRow[]; errors: RowError[] } {
  const rows: ReadRow[] = [];
  const errors: RowError[] = [];
  for (const one of given) {
    const read = readRow(one, seen);
    if (Array.isArray(read)) errors.push(...read);
    else rows.push(read);
  }
  return { rows, errors };
}

function readRow(given: GivenRow, seen: Map<string, number>): ReadRow | RowError[] {
  const { row } = given;
  if ('broken' in given) return [{ row, external_id: null, field: null, message: given.broken }];
  const external_id = externalIdOf(given.values);
  const parsed = ImportedFaq.safeParse(given.values);
  if (!parsed.success) return parsed.error.issues.slice(0, MOST_ERRORS).map(({ path, message }) => ({ row, external_id, field: path.length > 0 ? path.join('.') : null, message }));
  const key = keyOf(parsed.data);
  const before = seen.get(key);
  if (before !== undefined) return [{ row, external_id, field: external_id === null ? 'question' : 'external_id', message: `is the article of row ${before} again` }];
  seen.set(key, row);
  return { row, key, faq: parsed.data };
}

/** To tell the row by, even when it is not valid. */
function externalIdOf(values: unknown): string | null {
  const id = (values as { external_id?: unknown } | null)?.external_id;
  return typeof id === 'string' && id !== '' ? id.slice(0, 200) : null;
}
