import { describe, expect, it } from '@jest/globals';
import { QuotaAccount } from '../src/virtual-keys/quota-account.js';

const usage = (tokens: number, cost = '0') => ({ tokens, cost });
/** A reading that begins after all that the test has done so far. */
const later = (): number => performance.now() + 1;

/** An account whose row was read just now, and `tokens` of it. */
function accountOf(used: number): QuotaAccount {
  const account = new QuotaAccount();
  account.learn(usage(used), performance.now());
  return account;
}

describe('the account of a quota', () => {
  it('counts the estimate of a call until it is over, then what it was', () => {
    const account = accountOf(100);
    const hold = account.hold(usage(40, '0.4'));
    expect([account.tokens, account.cost.toString()]).toEqual([140, '0.4']);
    hold.settle(usage(25, '0.1'));
    expect([account.tokens, account.cost.toString()]).toEqual([125, '0.1']);
    account.hold(usage(7, '0.2')).release();
    expect([account.tokens, account.cost.toString()]).toEqual([125, '0.1']);
  });

  it('adds money exactly', () => {
    const account = accountOf(0);
    account.hold(usage(0, '1')).settle(usage(0, '0.1'));
    account.hold(usage(0, '1')).settle(usage(0, '0.2'));
    expect(account.cost.toString()).toBe('0.3');
  });

  it('has a settled call in it until a row is learnt that was read after the cost was written', () => {
    const account = accountOf(100);
    const before = performance.now();
    account.hold(usage(40)).settle(usage(25));
    account.learn(usage(100), before);
    expect(account.tokens).toBe(125);
    account.learn(usage(125), later());
    expect(account.tokens).toBe(125);
  });

  it('keeps a settled call while its cost is being written, whatever is read meanwhile', async () => {
    const account = accountOf(100);
    let written!: () => void;
    const writing = new Promise<void>((resolve) => (written = resolve));
    account.hold(usage(40)).settle(usage(25), writing);
    account.learn(usage(100), later());
    expect(account.tokens).toBe(125);
    written();
    await writing;
    expect(account.tokens).toBe(125);
    account.learn(usage(125), later() + 1);
    expect(account.tokens).toBe(125);
  });

  it('believes the row when a cost could not be written', async () => {
    const account = accountOf(100);
    const writing = Promise.reject(new Error('not written'));
    account.hold(usage(40)).settle(usage(25), writing);
    await writing.catch(() => undefined);
    expect(account.tokens).toBe(125);
    account.learn(usage(100), later());
    expect(account.tokens).toBe(100);
  });

  it('takes out what a row has in it, and nothing more', () => {
    const account = accountOf(100);
    account.hold(usage(1)).settle(usage(10));
    const between = performance.now();
    account.hold(usage(1)).settle(usage(20));
    const open = account.hold(usage(5));
    account.learn(usage(110), between);
    expect(account.tokens).toBe(135);
    open.release();
    account.learn(usage(130), later());
    expect(account.tokens).toBe(130);
  });

  it('does not go back to a row that was read before the one it knows', () => {
    const account = accountOf(0);
    const earlier = performance.now();
    account.learn(usage(300), later());
    account.learn(usage(200), earlier);
    expect(account.tokens).toBe(300);
  });

  it('is idle when nothing is open and the last cost was written long ago', async () => {
    const account = accountOf(100);
    expect(account.isIdle(0)).toBe(true);
    const hold = account.hold(usage(1));
    expect(account.isIdle(later())).toBe(false);
    const writing = Promise.resolve();
    hold.settle(usage(1), writing);
    expect(account.isIdle(later())).toBe(false);
    await writing;
    expect([account.isIdle(0), account.isIdle(later())]).toEqual([false, true]);
  });
});
