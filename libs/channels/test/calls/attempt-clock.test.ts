import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AttemptClock } from '../../src/calls/attempt-clock.js';
import { ProviderError } from '../../src/provider-adapter.js';

describe('the clock of an attempt', () => {
  let caller: AbortController;
  let clock: AttemptClock;

  beforeEach(() => {
    jest.useFakeTimers();
    caller = new AbortController();
    clock = new AttemptClock(caller.signal);
  });

  afterEach(() => {
    clock.stop();
    jest.useRealTimers();
  });

  const kindOf = (error: unknown) => clock.explain(error).kind;

  it('ends the attempt when its time is over, and says so', () => {
    clock.expireAfter(100, 'No first token within 100 ms');
    jest.advanceTimersByTime(99);
    expect(clock.signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(clock.signal.aborted).toBe(true);
    const cause = new Error('aborted');
    expect(clock.explain(cause)).toMatchObject({ kind: 'timeout', message: 'No first token within 100 ms', cause });
  });

  it('does not end it when the bound was cancelled', () => {
    clock.cancel(clock.expireAfter(100, 'late'));
    jest.advanceTimersByTime(1_000);
    expect(clock.signal.aborted).toBe(false);
  });

  it('ends it when the caller goes', () => {
    caller.abort();
    expect(clock.signal.aborted).toBe(true);
    expect(kindOf(new Error('aborted'))).toBe('aborted');
  });

  it('has ended already when the caller has gone before', () => {
    clock = new AttemptClock(AbortSignal.abort());
    expect(clock.signal.aborted).toBe(true);
    expect(kindOf(null)).toBe('aborted');
  });

  it('tells of the first reason, whichever comes after', () => {
    clock.expireAfter(100, 'late');
    caller.abort();
    jest.advanceTimersByTime(100);
    expect(kindOf(null)).toBe('aborted');

    const other = new AttemptClock((caller = new AbortController()).signal);
    other.expire('late');
    other.expire('later');
    caller.abort();
    expect(other.explain(null)).toMatchObject({ kind: 'timeout', message: 'late' });
    other.stop();
  });

  it('passes on what the vendor said, and takes everything else for the connection', () => {
    const told = new ProviderError('overloaded', 'told');
    expect(clock.explain(told)).toBe(told);
    expect(clock.explain(new Error('socket hang up'))).toMatchObject({ kind: 'connection', message: 'socket hang up' });
  });

  it('leaves no timer and no listener behind', () => {
    const removed = jest.spyOn(caller.signal, 'removeEventListener');
    clock.expireAfter(100, 'late');
    clock.after(100, () => undefined);
    clock.stop();
    expect(jest.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledTimes(1);
    caller.abort();
    expect(clock.signal.aborted).toBe(false);
  });

  it('ends the attempt when it is abandoned', () => {
    clock.expireAfter(100, 'late');
    clock.abandon();
    expect(clock.signal.aborted).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });
});
