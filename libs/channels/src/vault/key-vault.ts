import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError, type Config, type MasterKey } from '#libs/kernel';
import { masterKeysOf } from './master-keys-of.js';

/** Which row a sealed key belongs to; it opens nowhere else. */
export interface KeyPlace {
  tenantId: string;
  keyId: string;
}

export interface SealedKey {
  /** Nonce, ciphertext, tag. */
  sealed: Buffer;
  masterKeyId: string;
}

/** The sealed bytes were changed, belong to another row, or were sealed under another key of the same id. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals the keys of vendors for the database: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. */
export class KeyVault {
  /** The vault with the master keys of the configuration. */
  static async open(config: Config): Promise<KeyVault> {
    return new KeyVault(await masterKeysOf(config));
  }

  /** @param masterKeys the first seals, all open; none: neither is possible */
  constructor(private readonly masterKeys: readonly MasterKey[]) {}

  /** Id of the master key that seals. @throws AppError master_key_missing when there is none */
  get sealsUnder(): string {
    return this.#first().id;
  }

  /** @throws AppError master_key_missing when there is none */
  seal(secret: string, place: KeyPlace): SealedKey {
    const { id, key } = this.#first();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(place));
    const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return { sealed: Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]), masterKeyId: id };
  }

  /**
   * @throws AppError master_key_missing when the master key it is sealed under is not among ours
   * @throws SealBrokenError when it does not open with that key in this place
   */
  open({ sealed, masterKeyId }: SealedKey, place: KeyPlace): string {
    const master = this.masterKeys.find(({ id }) => id === masterKeyId);
    if (!master) throw new AppError('master_key_missing', `The master key "${masterKeyId}" is not among SWITCHBOARD_MASTER_KEYS`);
    if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SealBrokenError('The sealed key is cut off');
    const [nonce, ciphertext, tag] = [sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES, -TAG_BYTES), sealed.subarray(-TAG_BYTES)];
    const decipher = createDecipheriv(ALGORITHM, master.key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(place)).setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new SealBrokenError('The sealed key does not open here', { cause: error });
    }
  }

  #first(): MasterKey {
    const [first] = this.masterKeys;
    if (!first) throw new AppError('master_key_missing', 'Set SWITCHBOARD_MASTER_KEYS: keys are kept sealed or not at all');
    return first;
  }
}

/** Additional authenticated data; the version lets a later format never be taken for this one. */
const boundTo = ({ tenantId, keyId }: KeyPlace): Buffer => Buffer.from(`switchboard.channel-key.v1:${tenantId}:${keyId}`);
