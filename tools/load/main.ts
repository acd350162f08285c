import { runInProcess } from '../shared/run-in-process.js';
import { runLoad } from './run-load.js';

await runInProcess(runLoad);
