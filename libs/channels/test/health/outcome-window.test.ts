import { beforeEach, describe, expect, it } from '@jest/globals';
import { OutcomeWindow } from '../../src/health/outcome-window.js';

/** Thirty seconds: fifteen buckets of two. */
const WINDOW_MS = 30_000;
const BUCKET_MS = 2_000;
const NOW = 1_700_000_000_000;

describe('the window of outcomes', () => {
  let window: OutcomeWindow;

  beforeEach(() => {
    window = new OutcomeWindow(WINDOW_MS);
  });

  it('is empty at first', () => {
    expect(window.count(NOW)).toEqual({ ok: 0, failed: 0 });
  });

  it('adds up what comes in one bucket and in several', () => {
    window.add(NOW, 2, 1);
    window.add(NOW + 1, 0, 1);
    window.add(NOW + BUCKET_MS, 5, 0);
    expect(window.count(NOW + BUCKET_MS)).toEqual({ ok: 7, failed: 2 });
  });

  it('keeps an outcome for the length of the window less one bucket at least, and never longer than the window', () => {
    window.add(NOW, 1, 1);
    expect(window.count(NOW + WINDOW_MS - BUCKET_MS)).toEqual({ ok: 1, failed: 1 });
    expect(window.count(NOW + WINDOW_MS)).toEqual({ ok: 0, failed: 0 });
  });

  it('uses a bucket anew when the window has wrapped around', () => {
    window.add(NOW, 9, 9);
    window.add(NOW + WINDOW_MS, 1, 0);
    expect(window.count(NOW + WINDOW_MS)).toEqual({ ok: 1, failed: 0 });
  });

  it('counts a late report in its own bucket', () => {
    window.add(NOW + 3 * BUCKET_MS, 1, 0);
    window.add(NOW, 0, 2);
    expect(window.count(NOW + 3 * BUCKET_MS)).toEqual({ ok: 1, failed: 2 });
    expect(window.count(NOW + WINDOW_MS + BUCKET_MS)).toEqual({ ok: 1, failed: 0 });
  });

  it('drops a report that comes after its bucket was taken by newer ones', () => {
    window.add(NOW + WINDOW_MS, 1, 0);
    window.add(NOW, 0, 7);
    expect(window.count(NOW + WINDOW_MS)).toEqual({ ok: 1, failed: 0 });
  });

  it('does not count what lies in the future', () => {
    window.add(NOW + 2 * BUCKET_MS, 1, 1);
    expect(window.count(NOW)).toEqual({ ok: 0, failed: 0 });
  });

  it('forgets everything when cleared', () => {
    for (let bucket = 0; bucket < 15; bucket += 1) window.add(NOW + bucket * BUCKET_MS, 1, 1);
    window.clear();
    expect(window.count(NOW + 14 * BUCKET_MS)).toEqual({ ok: 0, failed: 0 });
  });
});
