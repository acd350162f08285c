import { spawn } from 'node:child_process';
import { APPS, nodeFlagsOf } from './lib/apps.mjs';
import { ensureReady } from './lib/ensure-ready.mjs';
import { inRoot } from './lib/root.mjs';
import { mustRun } from './lib/run.mjs';

const NEEDED = ['DATABASE_URL', 'RABBITMQ_URL', 'REDIS_URL'];
const STOP_DEADLINE_MS = 25_000;
/** A process that ends by itself is started again, after a wait that doubles while it keeps ending quickly. */
const RESTART_MS = { first: 250, longest: 10_000, healthyAfter: 10_000 };

const missing = NEEDED.filter((name) => !process.env[name]);
if (missing.length > 0) {
  process.stderr.write(`npm run start:apps needs ${missing.join(', ')}; processes of their own share nothing but real servers\n`);
  process.exit(2);
}
await ensureReady();
await mustRun(process.execPath, ['dist/tools/migrate.js']);

const children = new Map();
let stopping = false;

function start(app, wait = RESTART_MS.first) {
  const started = Date.now();
  const child = spawn(process.execPath, [...nodeFlagsOf(app), inRoot(`dist/apps/${app}/src/main.js`)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own: Ctrl-C reaches this process only, which then stops the apps in order.
    detached: process.platform !== 'win32',
  });
  children.set(app, child);
  child.on('exit', (code, signal) => {
    children.delete(app);
    if (stopping) return;
    const next = Date.now() - started > RESTART_MS.healthyAfter ? RESTART_MS.first : Math.min(wait * 2, RESTART_MS.longest);
    process.stderr.write(`${app} ended (${signal ?? code}); starting it again in ${wait} ms\n`);
    setTimeout(() => stopping || start(app, next), wait);
  });
}

async function stop() {
  if (stopping) return;
  stopping = true;
  const ended = [...children.values()].map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children.values()) child.kill('SIGTERM');
  const late = setTimeout(() => {
    for (const child of children.values()) child.kill('SIGKILL');
  }, STOP_DEADLINE_MS);
  await Promise.all(ended);
  clearTimeout(late);
  process.exit(0);
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);
process.on('SIGHUP', stop);
for (const app of APPS) start(app);
