import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse, type Parser } from 'csv-parse';
import { AppError } from '#libs/kernel';

/** A row of cells, or why it is none. */
export type CsvRow = { cells: string[] } | { broken: string };

/** Longest row in bytes: beyond it a quote was never closed. */
const LONGEST_ROW = 1_000_000;
/** A file with more rows that are none is no CSV. */
const MOST_BROKEN = 100;
const CHUNK = 65_536;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * The rows of a CSV file (RFC 4180, any line ends, a byte order mark may come first), without empty lines. After a
 * row that is broken, by a quote out of place say, reading goes on at the next line.
 * @throws AppError invalid_request with more than 100 broken rows, or more than `mostRows`
 */
export async function readCsv(file: Uint8Array, mostRows: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  let at = Buffer.compare(file.subarray(0, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
  for (let broken = 0; at < file.length; broken++) {
    if (broken > MOST_BROKEN) throw new AppError('invalid_request', `body: more than ${MOST_BROKEN} rows are no CSV`);
    at += await readUntilBroken(file.subarray(at), rows, mostRows);
  }
  return rows;
}

/** Adds the rows up to a broken one, and that one; gives the number of bytes they take. */
async function readUntilBroken(text: Uint8Array, rows: CsvRow[], mostRows: number): Promise<number> {
  let end = 0;
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_ROW,
    on_record: (record: string[], { bytes }) => {
      if (rows.length > mostRows) throw new AppError('invalid_request', `body: more than ${mostRows} rows`);
      rows.push({ cells: record });
      end = bytes;
      return null;
    },
  });
  try {
    await Promise.all([finished(parser.resume()), feed(parser, text)]);
    return text.length;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    rows.push({ broken: `is no CSV (${error.code})` });
    return nextLine(text, end);
  }
}

/** In pieces, so that other requests have their turn between them. */
async function feed(parser: Parser, text: Uint8Array): Promise<void> {
  for (let at = 0; at < text.length && !parser.destroyed; at += CHUNK) {
    parser.write(text.subarray(at, at + CHUNK));
    await setImmediate();
  }
  if (!parser.destroyed) parser.end();
}

/** Where the line after the one at `start` begins; empty lines before it do not count. */
function nextLine(text: Uint8Array, start: number): number {
  let from = start;
  while (text[from] === LINE_FEED || text[from] === 0x0d) from++;
  const end = text.indexOf(LINE_FEED, from);
  return end === -1 ? text.length : end + 1;
}
