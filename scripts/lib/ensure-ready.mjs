import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { build, buildFingerprint } from './build.mjs';
import { readStamp } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';

const MINIMUM_NODE = [20, 19];
const INSTALL_STAMP = 'node_modules/.switchboard-installed';

/** Installs the locked dependencies, when they are not what package-lock.json and this Node ask for. */
export async function ensureInstalled() {
  refuseOldNode();
  const lock = await readFile(inRoot('package-lock.json'));
  const wanted = createHash('sha256').update(lock).update(`${process.version} ${process.platform} ${process.arch}`).digest('hex');
  if ((await readStamp(INSTALL_STAMP)) === wanted) return;
  process.stderr.write('Installing dependencies …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  if (npm) await mustRun(process.execPath, [npm, ...args]);
  else await mustRun(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32' });
  await writeFile(inRoot(INSTALL_STAMP), wanted);
}

/** Builds, when a source was added, changed or removed since the last build. */
export async function ensureBuilt() {
  if ((await readStamp('dist/.built')) === (await buildFingerprint())) return;
  await build();
}

export async function ensureReady() {
  await ensureInstalled();
  await ensureBuilt();
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  process.stderr.write(`Switchboard needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.version}\n`);
  process.exit(1);
}
