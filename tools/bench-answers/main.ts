import { runInProcess } from '../shared/run-in-process.js';
import { runBench } from './run-bench.js';

await runInProcess(runBench);
