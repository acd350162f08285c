import { createDecipheriv, createHash } from 'node:crypto';
import { RowProblem } from './row-problem.js';
import { UsageError } from '../shared/usage-error.js';

const KEY_BYTES = 32;
const IV_BYTES = 16;
const GCM_IV_BYTES = [12, 16];
const TAG_BYTES = 16;
const BLOCK_BYTES = 16;

interface Sealed {
  iv: Buffer;
  /** Null: AES-256-CBC. */
  tag: Buffer | null;
  ciphertext: Buffer;
}

/** LEGACY_CREDENTIALS_KEY as the 32 bytes it stands for. Throws UsageError, without the value. */
export function readLegacyKey(text: string, isPassphrase: boolean): Buffer {
  if (isPassphrase) return createHash('sha256').update(text).digest();
  const key = bytesOf([text.trim()])?.[0];
  if (key?.length !== KEY_BYTES) throw new UsageError('LEGACY_CREDENTIALS_KEY must be 32 bytes in hex or base64; pass --passphrase if it is a passphrase');
  return key;
}

/** Opens the keys of the older system: AES-256-GCM as `iv:tag:ciphertext`, AES-256-CBC (PKCS #7) as `iv:ciphertext`. */
export class LegacyCipher {
  constructor(private readonly key: Buffer) {}

  /** Throws RowProblem when the text has neither form, or does not open. */
  open(text: string): string {
    const sealed = parse(text);
    if (!sealed) throw new RowProblem('its encrypted key has none of the known forms');
    try {
      return this.#decrypt(sealed);
    } catch {
      throw new RowProblem('its encrypted key does not open with LEGACY_CREDENTIALS_KEY');
    }
  }

  #decrypt({ iv, tag, ciphertext }: Sealed): string {
    const decipher = tag
      ? createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES }).setAuthTag(tag)
      : createDecipheriv('aes-256-cbc', this.key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  }
}

/** Whether the text has the form of an encrypted key. */
export const looksEncrypted = (text: string): boolean => parse(text) !== null;

function parse(text: string): Sealed | null {
  const parts = bytesOf(text.trim().split(':'));
  if (parts?.length === 2) {
    const [iv, ciphertext] = parts as [Buffer, Buffer];
    return iv.length === IV_BYTES && ciphertext.length > 0 && ciphertext.length % BLOCK_BYTES === 0 ? { iv, tag: null, ciphertext } : null;
  }
  if (parts?.length !== 3) return null;
  const [iv, tag, ciphertext] = parts as [Buffer, Buffer, Buffer];
  return GCM_IV_BYTES.includes(iv.length) && tag.length === TAG_BYTES && ciphertext.length > 0 ? { iv, tag, ciphertext } : null;
}

/** All in hex, or all in base64; null when they are neither. */
function bytesOf(parts: readonly string[]): Buffer[] | null {
  if (parts.every((part) => /^([0-9a-f]{2})+$/i.test(part))) return parts.map((part) => Buffer.from(part, 'hex'));
  if (parts.every((part) => /^[\w+/-]+={0,2}$/.test(part))) return parts.map((part) => Buffer.from(part, 'base64'));
  return null;
}
