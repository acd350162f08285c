import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CLEAN_ENVIRONMENT } from './clean-environment.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { Account, Obstacle } from './find-obstacle.js';

/** Bit numbers: capabilities(7). */
const CAPABILITY_BITS = { dac_override: 1, dac_read_search: 2, setpcap: 8 } as const;
type Capability = keyof typeof CAPABILITY_BITS;

/**
 * Arguments of util-linux's `setpriv` that precede the program: run it as `account`, with the smallest capability
 * that passes the obstacle (containers often grant root dac_override only, and no other executes a program against
 * its mode). PostgreSQL looks for its programs with access(2), which ignores the capabilities of an account other than
 * root unless the secure bit no_setuid_fixup is set.
 * @throws EmbeddedPostgresError `cannot_drop_root` when setpriv or a capability is absent
 */
export async function setprivArguments(account: Account, obstacle: Obstacle): Promise<string[]> {
  const held = await heldCapabilities();
  const useful: Capability[] = obstacle.kind === 'folder' ? ['dac_read_search', 'dac_override'] : ['dac_override'];
  const capability = useful.find((name) => held.has(name));
  if (!capability) throw cannotDropRoot(account, obstacle, `root lacks the capability ${useful.join(' or ')}`);
  if (!held.has('setpcap')) throw cannotDropRoot(account, obstacle, 'root lacks the capability setpcap');
  if (!(await hasSetpriv())) throw cannotDropRoot(account, obstacle, 'setpriv (package util-linux) is not installed');
  return [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    '--securebits=+no_setuid_fixup',
  ];
}

async function heldCapabilities(): Promise<Set<Capability>> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const names = Object.keys(CAPABILITY_BITS) as Capability[];
  return new Set(names.filter((name) => (mask >> BigInt(CAPABILITY_BITS[name])) & 1n));
}

/** BusyBox has a program of this name that cannot change the account; only util-linux's names itself. */
async function hasSetpriv(): Promise<boolean> {
  const version = await promisify(execFile)('setpriv', ['--version'], { env: CLEAN_ENVIRONMENT }).catch(() => undefined);
  return version?.stdout.includes('util-linux') ?? false;
}

function cannotDropRoot(account: Account, obstacle: Obstacle, missing: string): EmbeddedPostgresError {
  const right = obstacle.kind === 'folder' ? 'enter' : 'execute';
  return new EmbeddedPostgresError(
    'cannot_drop_root',
    `PostgreSQL does not run as root. Uid ${account.uid}, which would run it, may not ${right} ${obstacle.path}, ` +
      `and cannot be given the right because ${missing}. Provide that, or start Switchboard as an ordinary user, ` +
      'or run chmod o+x on that path, or set DATABASE_URL to a PostgreSQL server.',
  );
}
