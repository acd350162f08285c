import { createSecretKey, randomBytes } from 'node:crypto';
import { CreateChannel } from '#libs/contracts';
import type { Principal } from '#libs/identity';
import { newId, type MasterKey } from '#libs/kernel';
import { OutboundPolicy } from '#libs/outbound';
import { createTestDatabase, collectingLogger, type TestDatabase } from '#libs/testing';
import type { z } from 'zod';
import { ChannelDirectory } from '../../src/store/channel-directory.js';
import { ChannelStore } from '../../src/store/channel-store.js';
import { KeyVault } from '../../src/vault/key-vault.js';

export const aMasterKey = (id: string): MasterKey => ({ id, key: createSecretKey(randomBytes(32)) });

/** A secret as vendors make them, different each time. */
export const aKey = (): string => `sk-test-${randomBytes(16).toString('hex')}`;

/** A valid channel to make, as the REST API hands it over. */
export const aChannel = (more: Partial<z.input<typeof CreateChannel>> = {}): CreateChannel =>
  CreateChannel.parse({ type: 'openai-compatible', preset: 'openai', name: `channel ${newId()}`, keys: [aKey()], models: ['gpt-5'], ...more });

export interface ChannelParts {
  postgres: TestDatabase;
  master: MasterKey;
  vault: KeyVault;
  directory: ChannelDirectory;
  store: ChannelStore;
  lines: Record<string, unknown>[];
  /** Makes a tenant, and gives its admin. */
  admin(): Promise<Principal>;
}

/** Store and directory of one process on a database of the test's own. Every name resolves to a public address. */
export async function openChannelParts(): Promise<ChannelParts> {
  const postgres = await createTestDatabase();
  const { logger, lines } = collectingLogger();
  const master = aMasterKey('first');
  const vault = new KeyVault([master]);
  const directory = new ChannelDirectory(postgres.database, vault, logger);
  const policy = new OutboundPolicy('allowed.internal', () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]));
  return {
    postgres,
    master,
    vault,
    directory,
    store: new ChannelStore(postgres.database, vault, policy, directory),
    lines,
    admin: async () => {
      const tenantId = newId();
      await postgres.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [tenantId, `tenant-${tenantId}`]);
      return { kind: 'api_key', id: newId(), tenantId, name: 'admin', role: null, scopes: ['admin'] };
    },
  };
}
