import { ensureReady } from './lib/ensure-ready.mjs';
import { inRoot } from './lib/root.mjs';

/** Runs dist/tools/<name>.js with the remaining arguments, built first where that is needed. */
const [name] = process.argv.splice(2, 1);
await ensureReady();
await import(inRoot(`dist/tools/${name}.js`));
