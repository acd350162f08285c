import { runInProcess } from '../shared/run-in-process.js';
import { runChat } from './run-chat.js';

await runInProcess(runChat);
