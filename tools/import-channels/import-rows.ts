import type { ChannelStore } from '#libs/channels';
import type { ErrorCode } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { printable } from '../shared/printable.js';
import type { ToolIo } from '../shared/tool-io.js';
import type { ImportOptions } from './import-options.js';
import { findColumns, type LegacyRow } from './legacy-row.js';
import { RowProblem } from './row-problem.js';
import type { Source } from './source.js';
import { toCredential } from './to-credential.js';

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}

type Target = ImportOptions & { tenantId: string; store: ChannelStore };

/** What is wrong with a row alone; anything else is wrong with all of them. */
const ROW_ERRORS: readonly ErrorCode[] = ['invalid_request', 'already_exists', 'outbound_address_refused'];

/** Imports row by row, each in a transaction of its own, and tells of every one that fails. */
export async function importRows({ columns, rows }: Source, target: Target, { stderr, interrupt }: ToolIo): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const read = findColumns(columns);
  const seen = new Map<string, string>();
  for await (const { place, values } of rows) {
    if (interrupt.aborted) break;
    const row = attempt(() => read(values));
    const outcome = row instanceof RowProblem ? row : await importRow(row, place, seen, target);
    if (outcome instanceof RowProblem) stderr.write(`${printable(`${place}: ${outcome.message}`)}\n`);
    counts[outcome instanceof RowProblem ? 'failed' : outcome] += 1;
  }
  return counts;
}

async function importRow(row: LegacyRow, place: string, seen: Map<string, string>, target: Target): Promise<Exclude<keyof ImportCounts, 'failed'> | RowProblem> {
  const earlier = seen.get(row.id);
  if (earlier && row.id) return new RowProblem(`its id is that of ${earlier}`);
  seen.set(row.id, place);
  const credential = attempt(() => toCredential(row, target));
  if (credential instanceof RowProblem) return credential;
  try {
    return await target.store.putLegacyCredential(target.tenantId, credential, { dryRun: target.dryRun });
  } catch (error) {
    if (error instanceof AppError && ROW_ERRORS.includes(error.code)) return new RowProblem(error.message);
    throw error;
  }
}

function attempt<T>(work: () => T): T | RowProblem {
  try {
    return work();
  } catch (error) {
    if (error instanceof RowProblem) return error;
    throw error;
  }
}
