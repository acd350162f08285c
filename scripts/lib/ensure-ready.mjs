import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { build, buildFingerprint } from './build.mjs';
import { exclusively } from './exclusively.mjs';
import { readStamp } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';

const MINIMUM_NODE = [20, 19];
const INSTALL_STAMP = 'node_modules/.switchboard-installed';

/** Installs the locked dependencies, when they are not what package-lock.json and this Node ask for. */
export async function ensureInstalled() {
  refuseOldNode();
  const wanted = await wantedInstall();
  const isInstalled = async () => (await readStamp(INSTALL_STAMP)) === wanted;
  if (await isInstalled()) return;
  await exclusively(async () => {
    if (!(await isInstalled())) await install(wanted);
  });
}

/** Changes with the lock file and with what binaries are for. */
async function wantedInstall() {
  const lock = await readFile(inRoot('package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.version} ${process.platform} ${process.arch}`).digest('hex');
}

async function install(wanted) {
  process.stderr.write('Installing dependencies …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  if (npm) await mustRun(process.execPath, [npm, ...args]);
  else await mustRun(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32' });
  await writeFile(inRoot(INSTALL_STAMP), wanted);
}

/** Builds, when a source was added, changed or removed since the last build. */
export async function ensureBuilt() {
  const isBuilt = async () => (await readStamp('dist/.built')) === (await buildFingerprint());
  if (await isBuilt()) return;
  await exclusively(async () => {
    if (!(await isBuilt())) await build();
  });
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
