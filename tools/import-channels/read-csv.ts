import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UsageError } from '../shared/usage-error.js';
import type { Source } from './source.js';

/** A row beyond this is no credential, but a quote that was never closed. */
const LONGEST_ROW = 100_000;

interface CsvRow {
  record: string[];
  info: { lines: number };
}

/** Gives `work` the rows of a CSV file (RFC 4180; a byte order mark may come first). Throws UsageError when it cannot be read. */
export async function readCsv<T>(path: string, work: (source: Source) => Promise<T>): Promise<T> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW });
  // A failure of the file reaches the reader of the parser, which reports it.
  const file = pipeline(createReadStream(path), parser, () => undefined);
  const rows = (file as AsyncIterable<CsvRow>)[Symbol.asyncIterator]();
  try {
    const header = await rows.next();
    if (header.done) throw new UsageError(`${path} is empty`);
    return await work({ columns: header.value.record, rows: placed(rows) });
  } catch (error) {
    throw explained(error, path);
  } finally {
    parser.destroy();
  }
}

async function* placed(rows: AsyncIterator<CsvRow>): Source['rows'] {
  for (let next = await rows.next(); !next.done; next = await rows.next()) yield { place: `line ${next.value.info.lines}`, values: next.value.record };
}

/** The parser's own messages quote what they stumbled over, which may be a key. */
function explained(error: unknown, path: string): unknown {
  if (error instanceof CsvError) return new UsageError(`${path} is no valid CSV (${error.code}) near line ${String((error as { lines?: number }).lines ?? '?')}`);
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === 'open' || syscall === 'read' ? new UsageError(`${path} cannot be read (${code})`) : error;
}
