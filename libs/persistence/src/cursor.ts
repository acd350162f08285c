import { AppError, isUuid } from '#libs/kernel';

/** A place in a list ordered by time and id. The time keeps the database's microseconds. */
export interface Position {
  time: string;
  id: string;
}

export const encodeCursor = (position: Position): string => Buffer.from(`${position.time}|${position.id}`).toString('base64url');

/** @throws AppError invalid_cursor */
export function decodeCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (!isDatabaseTime(time) || !isUuid(id)) throw new AppError('invalid_cursor');
  return { time, id };
}

/** Whether PostgreSQL would read it: its own form in UTC, and a moment that exists (no 31 February, no year 0). */
function isDatabaseTime(time: string): boolean {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?\+00$/.exec(time) ?? [];
  const milliseconds = Date.parse(`${day}T${clock}Z`);
  if (Number.isNaN(milliseconds) || time.startsWith('0000')) return false;
  return new Date(milliseconds).toISOString().startsWith(`${day}T${clock}`);
}

/** Cuts the one row too many that tells whether there is a next page. */
export function pageOfRows<Row extends { id: string; position: string }>(rows: Row[], limit: number): { rows: Row[]; nextCursor: string | null } {
  if (rows.length <= limit) return { rows, nextCursor: null };
  const page = rows.slice(0, limit);
  const last = page.at(-1)!;
  return { rows: page, nextCursor: encodeCursor({ time: last.position, id: last.id }) };
}
