import { isUtf8 } from 'node:buffer';
import { MAX_IMPORT_ROWS, type ImportFaqs } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { readCell, splitList } from './csv-cells.js';
import { readCsv } from './read-csv.js';

/** One article as it was given, not validated yet; `row` counts from 1. */
export type GivenRow = { row: number; values: unknown } | { row: number; broken: string };

const NEEDED_COLUMNS = ['question', 'answer', 'locale'];
const LISTS = new Set(['keywords', 'paraphrases']);
/** What an empty cell says; elsewhere it is an empty text. */
const EMPTY: Record<string, unknown> = { external_id: null, category: null, status: null, valid_from: null, valid_to: null };

/** @throws AppError invalid_request when the body as a whole cannot be read */
export async function givenRows(body: ImportFaqs): Promise<GivenRow[]> {
  if (!(body instanceof Uint8Array)) return body.items.map((values, index) => ({ row: index + 1, values }));
  if (!isUtf8(body)) throw new AppError('invalid_request', 'body: must be UTF-8');
  const [head, ...rows] = await readCsv(body, MAX_IMPORT_ROWS);
  const columns = readHead(head && 'cells' in head ? head.cells : []);
  if (rows.length === 0) throw new AppError('invalid_request', 'body: has no rows');
  return rows.map((given, index) => {
    const row = index + 1;
    if ('broken' in given) return { row, broken: given.broken };
    const { length } = given.cells;
    return length === columns.length ? { row, values: valuesOf(columns, given.cells) } : { row, broken: `has ${length} cells, the head has ${columns.length}` };
  });
}

function readHead(cells: readonly string[]): string[] {
  const columns = cells.map((cell) => cell.trim().toLowerCase());
  const missing = NEEDED_COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new AppError('invalid_request', `body: the first row must name the columns, among them ${missing.join(', ')}`);
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) throw new AppError('invalid_request', `body: the column ${JSON.stringify(twice)} is there twice`);
  return columns;
}

const valuesOf = (columns: readonly string[], cells: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((column, at) => [column, valueOf(column, readCell(cells[at]!))]));

function valueOf(column: string, text: string): unknown {
  if (LISTS.has(column)) return splitList(text);
  return text === '' && column in EMPTY ? EMPTY[column] : text;
}
