import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { decodeCursor, encodeCursor, pageOfRows } from '../src/cursor.js';

const ID = newId();
const raw = (text: string): string => Buffer.from(text).toString('base64url');

describe('cursors', () => {
  it.each(['2026-01-31 23:59:59.123456+00', '2026-01-31 23:59:59+00', '2024-02-29 00:00:00.5+00'])('give back the position %s with its microseconds', (time) => {
    expect(decodeCursor(encodeCursor({ time, id: ID }))).toEqual({ time, id: ID });
  });

  it('are absent at the beginning', () => {
    expect(decodeCursor(undefined)).toBeNull();
  });

  it.each([
    '',
    'x',
    raw(''),
    raw(`|${ID}`),
    raw(`2026-02-31 00:00:00+00|${ID}`),
    raw(`2025-02-29 00:00:00+00|${ID}`),
    raw(`2026-13-01 00:00:00+00|${ID}`),
    raw(`2026-01-01 24:00:00+00|${ID}`),
    raw(`2026-01-01 00:60:00+00|${ID}`),
    raw(`0000-01-01 00:00:00+00|${ID}`),
    raw(`2026-01-01 00:00:00+08|${ID}`),
    raw(`2026-01-01 00:00:00+00|${ID}'`),
    raw(`2026-01-01 00:00:00+00\u0000|${ID}`),
    raw('2026-01-01 00:00:00+00|me'),
  ])('refuse %j', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });

  it('cut the row that only tells of a next page', () => {
    const rows = ['a', 'b', 'c'].map((letter) => ({ id: ID, position: `2026-01-01 00:00:00+00`, letter }));
    expect(pageOfRows(rows, 3)).toEqual({ rows, nextCursor: null });
    const page = pageOfRows(rows, 2);
    expect(page.rows.map(({ letter }) => letter)).toEqual(['a', 'b']);
    expect(decodeCursor(page.nextCursor!)).toEqual({ time: '2026-01-01 00:00:00+00', id: ID });
  });
});
