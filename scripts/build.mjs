import { ensureInstalled } from './lib/ensure-ready.mjs';
import { build } from './lib/build.mjs';
import { exclusively } from './lib/exclusively.mjs';

await ensureInstalled();
await exclusively(build);
