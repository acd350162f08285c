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
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(time) || Number.isNaN(Date.parse(time)) || !isUuid(id)) throw new AppError('invalid_cursor');
  return { time, id };
}

/** Cuts the one row too many that tells whether there is a next page. */
export function pageOfRows<Row extends { id: string; position: string }>(rows: Row[], limit: number): { rows: Row[]; nextCursor: string | null } {
  if (rows.length <= limit) return { rows, nextCursor: null };
  const page = rows.slice(0, limit);
  const last = page.at(-1)!;
  return { rows: page, nextCursor: encodeCursor({ time: last.position, id: last.id }) };
}
