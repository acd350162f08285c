import { beforeEach, describe, expect, it } from '@jest/globals';
import { Circuit } from '../../src/health/circuit.js';
import { HEALTH_RULES, openFor } from '../../src/health/health-rules.js';

const NOW = 1_700_000_000_000;
const N = HEALTH_RULES.failuresInARow;

describe('a circuit', () => {
  let circuit: Circuit;

  beforeEach(() => {
    circuit = new Circuit();
  });

  const fail = (times: number, at = NOW): boolean[] => Array.from({ length: times }, () => circuit.failed(at, 'server_error'));

  it('is closed at first', () => {
    expect(circuit.state(NOW)).toBe('closed');
  });

  it('calls for opening at the Nth failure in a row, and not at one before', () => {
    expect(fail(N)).toEqual([...Array<boolean>(N - 1).fill(false), true]);
    expect(circuit.failuresInARow).toBe(N);
  });

  it('counts failures in a row however slowly they come', () => {
    const calls = Array.from({ length: N }, (_, index) => circuit.failed(NOW + index * 3_600_000, 'timeout'));
    expect(calls.at(-1)).toBe(true);
  });

  it('does not call for opening while at least every other call succeeds, however many fail', () => {
    for (let call = 0; call < 1_000; call += 1) {
      circuit.succeeded(NOW);
      circuit.succeeded(NOW);
      expect(circuit.failed(NOW, 'server_error')).toBe(false);
    }
  });

  it('calls for opening when half of enough calls in the window failed, though never many in a row', () => {
    const answers: boolean[] = [];
    for (let call = 0; call < HEALTH_RULES.failuresInWindow; call += 1) {
      circuit.succeeded(NOW);
      answers.push(circuit.failed(NOW, 'server_error'));
    }
    expect(answers).toEqual([false, false, false, false, true]);
  });

  it('forgets failures that have left the window', () => {
    for (let call = 0; call < N - 1; call += 1) fail(1);
    circuit.succeeded(NOW + HEALTH_RULES.windowMs);
    expect(circuit.failed(NOW + HEALTH_RULES.windowMs, 'timeout')).toBe(false);
    expect(circuit.counts(NOW + HEALTH_RULES.windowMs)).toEqual({ ok: 1, failed: 1 });
  });

  it('counts failures reported together with successes as a share, not as in a row', () => {
    expect(circuit.reported(NOW, 995, 50, 'server_error')).toBe(false);
    expect(circuit.failuresInARow).toBe(0);
    expect(circuit.counts(NOW)).toEqual({ ok: 995, failed: 50 });
  });

  it('calls for opening when half of what was reported failed', () => {
    expect(circuit.reported(NOW, 6, 5, 'server_error')).toBe(false);
    expect(circuit.reported(NOW, 0, 1, 'server_error')).toBe(true);
  });

  it('remembers the last success and the last error', () => {
    circuit.succeeded(NOW);
    circuit.reported(NOW - 5_000, 1, 0, null);
    expect(circuit.lastSuccessAt).toBe(NOW);
    expect(circuit.lastError).toBeNull();
    circuit.failed(NOW + 1, 'timeout');
    expect(circuit.lastError).toEqual({ code: 'timeout', at: NOW + 1 });
  });

  it('is open for its time and then half open until somebody decides', () => {
    const until = circuit.open(NOW);
    expect(until).toBe(NOW + HEALTH_RULES.firstOpenMs);
    expect(circuit.state(until - 1)).toBe('open');
    expect(circuit.state(until)).toBe('half-open');
    expect(circuit.state(until + 86_400_000)).toBe('half-open');
  });

  it('does not call for opening once it is open', () => {
    circuit.open(NOW);
    expect(fail(3 * N)).not.toContain(true);
  });

  it('is not closed by a call that succeeds late: only a probe closes it', () => {
    const until = circuit.open(NOW);
    circuit.succeeded(until);
    expect(circuit.state(until)).toBe('half-open');
  });

  it('stays open twice as long after each probe that fails, up to the longest', () => {
    const spans: number[] = [];
    for (let at = NOW, opening = 0; opening < 12; opening += 1) {
      const until = circuit.open(at);
      spans.push(until - at);
      at = until;
    }
    expect(spans.slice(0, 6)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(Math.max(...spans)).toBe(HEALTH_RULES.longestOpenMs);
  });

  it('begins anew when closed: window, row and length of opening', () => {
    fail(N);
    circuit.open(circuit.open(NOW));
    circuit.close();
    expect(circuit.state(NOW)).toBe('closed');
    expect(circuit.counts(NOW)).toEqual({ ok: 0, failed: 0 });
    expect(fail(N)).toEqual([...Array<boolean>(N - 1).fill(false), true]);
    expect(circuit.open(NOW)).toBe(NOW + HEALTH_RULES.firstOpenMs);
  });

  it('takes over when another process opened it, and goes on doubling from there', () => {
    circuit.opened(NOW + 8_000, 3);
    expect(circuit.state(NOW)).toBe('open');
    expect(circuit.open(NOW + 8_000)).toBe(NOW + 8_000 + openFor(4));
  });

  it('settles on the later moment when two processes open it at once, and ignores older news', () => {
    const other = new Circuit();
    const [mine, theirs] = [circuit.open(NOW), other.open(NOW + 7)];
    circuit.opened(theirs, 1);
    other.opened(mine, 1);
    expect([circuit.until, other.until]).toEqual([theirs, theirs]);
    circuit.opened(NOW - 60_000, 4);
    expect([circuit.until, circuit.opensInARow]).toEqual([theirs, 1]);
  });
});
