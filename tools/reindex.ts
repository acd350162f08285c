import { runReindex } from './reindex/run-reindex.js';
import { runInProcess } from './shared/run-in-process.js';

await runInProcess(runReindex);
