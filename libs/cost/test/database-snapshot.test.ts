import { expect, it } from '@jest/globals';
import { DatabaseSnapshot } from '../src/budgets/database-snapshot.js';

it('knows which transactions a statement saw', () => {
  const snapshot = new DatabaseSnapshot('100:110:103,107');
  const seen = [99, 100, 102, 103, 104, 107, 109, 110, 111].filter((id) => snapshot.saw(BigInt(id)));
  expect(seen).toEqual([99, 100, 102, 104, 109]);
  expect(new DatabaseSnapshot('5:5:').saw(4n)).toBe(true);
  expect(new DatabaseSnapshot('5:5:').saw(5n)).toBe(false);
});
