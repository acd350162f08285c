import { ensureReady } from './lib/ensure-ready.mjs';
import { APPS } from './lib/apps.mjs';
import { inRoot } from './lib/root.mjs';

const [name] = process.argv.slice(2);
if (!APPS.includes(name)) {
  process.stderr.write(`Which app? npm run start:app <name>, one of ${APPS.join(', ')}\n`);
  process.exit(2);
}
await ensureReady();
await import(inRoot(`dist/apps/${name}/src/main.js`));
