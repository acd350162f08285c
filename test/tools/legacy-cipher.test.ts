import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { LegacyCipher, looksEncrypted, readLegacyKey } from '../../tools/import-channels/legacy-cipher.js';
import { RowProblem } from '../../tools/import-channels/row-problem.js';
import { UsageError } from '../../tools/shared/usage-error.js';

const KEY = randomBytes(32);
const SECRET = 'sk-legacy-0123456789';
const ENCODINGS = ['hex', 'base64'] as const;

function gcm(secret: string, encoding: BufferEncoding, key = KEY, ivBytes = 12): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), ciphertext].map((part) => part.toString(encoding)).join(':');
}

function cbc(secret: string, encoding: BufferEncoding, key = KEY): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return [iv, Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])].map((part) => part.toString(encoding)).join(':');
}

describe('keys of the older system', () => {
  const cipher = new LegacyCipher(KEY);

  it.each(ENCODINGS.flatMap((encoding) => [['AES-256-GCM', encoding, gcm(SECRET, encoding)], ['AES-256-GCM with a nonce of 16 bytes', encoding, gcm(SECRET, encoding, KEY, 16)], ['AES-256-CBC', encoding, cbc(SECRET, encoding)]]))('open from %s in %s', (_, __, text) => {
    expect(looksEncrypted(text)).toBe(true);
    expect(cipher.open(` ${text}\n`)).toBe(SECRET);
  });

  it.each(ENCODINGS.flatMap((encoding) => [['AES-256-GCM', encoding, gcm(SECRET, encoding, randomBytes(32))], ['AES-256-GCM that was changed', encoding, gcm(`${SECRET}x`, encoding).replace(/^../, 'AA').replace(/^AA/, 'BB')]]))('do not open under another key: %s in %s', (_, __, text) => {
    expect(() => cipher.open(text)).toThrow(RowProblem);
    expect(() => cipher.open(text)).toThrow('does not open with LEGACY_CREDENTIALS_KEY');
  });

  it.each(['sk-ant-api03-abcdef', 'AKIAEXAMPLE:c2VjcmV0', 'd8e8fca2-dc0f-4896-9b2a-6c3ff6f0a3c1:0123456789abcdef0123456789abcdef', 'a:b:c', 'abc:', '::', '', '0123456789abcdef'])('are not taken for encrypted: %s', (text) => {
    expect(looksEncrypted(text)).toBe(false);
    expect(() => cipher.open(text)).toThrow('none of the known forms');
  });
});

describe('LEGACY_CREDENTIALS_KEY', () => {
  it.each(ENCODINGS)('is 32 bytes in %s', (encoding) => {
    expect(readLegacyKey(`${KEY.toString(encoding)}\n`, false)).toEqual(KEY);
  });

  it('is hashed when it is a passphrase', () => {
    expect(readLegacyKey('correct horse', true)).toEqual(createHash('sha256').update('correct horse').digest());
  });

  it.each(['correct horse', 'abcd', randomBytes(31).toString('hex'), randomBytes(33).toString('base64')])('is refused without being shown when it is neither', (text) => {
    expect(() => readLegacyKey(text, false)).toThrow(UsageError);
    expect(() => readLegacyKey(text, false)).not.toThrow(text);
  });
});
