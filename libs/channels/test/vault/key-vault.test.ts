import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { newId, type MasterKey } from '#libs/kernel';
import { KeyVault, SealBrokenError } from '../../src/vault/key-vault.js';
import { shownEnd } from '../../src/vault/shown-end.js';

const SECRET = 'sk-ant-api03-a secret with ünïcode';
const masterKey = (id: string): MasterKey => ({ id, key: createSecretKey(randomBytes(32)) });
const place = () => ({ tenantId: newId(), keyId: newId() });

describe('the vault', () => {
  const first = masterKey('first');
  const second = masterKey('second');
  const vault = new KeyVault([first]);
  const here = place();

  it('gives back what was sealed, in the same place', () => {
    const sealed = vault.seal(SECRET, here);
    expect(sealed.masterKeyId).toBe('first');
    expect(sealed.sealed.length).toBe(12 + Buffer.byteLength(SECRET) + 16);
    expect(sealed.sealed.includes(Buffer.from('sk-ant'))).toBe(false);
    expect(vault.open(sealed, here)).toBe(SECRET);
  });

  it('seals the same key differently each time', () => {
    const nonces = Array.from({ length: 100 }, () => vault.seal(SECRET, here).sealed.subarray(0, 12).toString('hex'));
    expect(new Set(nonces).size).toBe(100);
  });

  it.each([
    ['another key’s row', { ...here, keyId: newId() }],
    ['another tenant’s row', { ...here, tenantId: newId() }],
    ['tenant and key swapped', { tenantId: here.keyId, keyId: here.tenantId }],
  ])('does not open a sealed key that was moved to %s', (_, elsewhere) => {
    const sealed = vault.seal(SECRET, here);
    expect(() => vault.open(sealed, elsewhere)).toThrow(SealBrokenError);
  });

  it('does not open what was changed, wherever a bit was turned', () => {
    const { sealed } = vault.seal('short key', here);
    for (let at = 0; at < sealed.length; at += 1) {
      const tampered = Buffer.from(sealed);
      tampered[at]! ^= 1;
      expect(() => vault.open({ sealed: tampered, masterKeyId: 'first' }, here)).toThrow(SealBrokenError);
    }
  });

  it('does not open what was cut off, also down to a shorter tag', () => {
    const { sealed } = vault.seal('short key', here);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => vault.open({ sealed: sealed.subarray(0, length), masterKeyId: 'first' }, here)).toThrow(SealBrokenError);
    }
  });

  it('does not open with another key of the same id', () => {
    const impostor = new KeyVault([masterKey('first')]);
    expect(() => impostor.open(vault.seal(SECRET, here), here)).toThrow(SealBrokenError);
  });

  it('seals under the first master key and opens with all', () => {
    const rotating = new KeyVault([second, first]);
    const old = vault.seal(SECRET, here);
    expect(rotating.open(old, here)).toBe(SECRET);
    const fresh = rotating.seal(SECRET, here);
    expect(fresh.masterKeyId).toBe('second');
    expect(rotating.open(fresh, here)).toBe(SECRET);
    expect(() => vault.open(fresh, here)).toThrow(expect.objectContaining({ code: 'master_key_missing', message: 'The master key "second" is not among SWITCHBOARD_MASTER_KEYS' }));
  });

  it('without a master key says so', () => {
    const empty = new KeyVault([]);
    expect(() => empty.seal(SECRET, here)).toThrow(expect.objectContaining({ code: 'master_key_missing' }));
    expect(() => empty.open(vault.seal(SECRET, here), here)).toThrow(expect.objectContaining({ code: 'master_key_missing' }));
  });

  it('shows neither secrets nor master keys in its errors', () => {
    const shown = [() => vault.open(vault.seal(SECRET, here), place()), () => vault.open({ ...vault.seal(SECRET, here), masterKeyId: 'gone' }, here)].map((work) => {
      try {
        return work();
      } catch (error) {
        return inspect(error, { depth: 9 });
      }
    });
    const exported = first.key.export();
    for (const text of shown) {
      expect(text).not.toContain('sk-ant');
      for (const form of ['hex', 'base64'] as const) expect(text).not.toContain(exported.toString(form).slice(0, 12));
    }
  });
});

describe('the shown end of a key', () => {
  it.each([
    ['sk-1234567890abcd', 'abcd'],
    ['123456789012', '9012'],
    ['12345678901', '01'],
    ['12345678', '78'],
    ['1234567', ''],
    ['1', ''],
  ])('of %s is "%s"', (secret, end) => {
    expect(shownEnd(secret)).toBe(end);
  });
});
