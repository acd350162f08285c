import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { isUuid, newId } from '../src/index.js';

const MANY = 20_000;

describe('a new id', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is a UUID of version 7, and greater than the one before', () => {
    const ids = Array.from({ length: MANY }, () => newId());
    expect(ids.every((id) => isUuid(id) && id[14] === '7')).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(MANY);
  });

  it('is greater than the one before also when the clock goes back', () => {
    jest.useFakeTimers({ now: Date.now() + 10_000 });
    const before = newId();
    jest.setSystemTime(Date.now() - 5_000);
    const after = newId();
    expect(after > before).toBe(true);
    expect(after.slice(0, 13)).toBe(before.slice(0, 13));
  });
});
