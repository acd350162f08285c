import { runInProcess } from '../shared/run-in-process.js';
import { runImport } from './run-import.js';

await runInProcess(runImport);
