import { ensureReady } from './lib/ensure-ready.mjs';
import { inRoot } from './lib/root.mjs';

await ensureReady();
// In this very process: signals reach the platform directly, and no second Node has to start.
await import(inRoot('dist/apps/all-in-one/src/main.js'));
