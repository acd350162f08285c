import { ensureInstalled } from './lib/ensure-ready.mjs';
import { build } from './lib/build.mjs';

await ensureInstalled();
await build();
