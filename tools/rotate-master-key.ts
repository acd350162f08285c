import { runRotation } from './rotate-master-key/run-rotation.js';
import { runInProcess } from './shared/run-in-process.js';

await runInProcess(runRotation);
