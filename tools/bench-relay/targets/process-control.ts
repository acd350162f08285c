import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlMessage } from './control-messages.js';

/**
 * Loaded into a process before what is tested in it, which knows nothing of it: collects garbage when
 * asked, so that memory can be told from what only waits to be freed, and takes a CPU profile.
 */
const COLLECTIONS = 4;
const BETWEEN_COLLECTIONS_MS = 100;
const SAMPLE_EVERY_US = 200;

const session = new Session();

async function obey(message: ControlMessage): Promise<object> {
  switch (message.kind) {
    case 'memory':
      // Finalizers, and what they let go of, take a few rounds.
      for (let round = 0; round < COLLECTIONS; round += 1) {
        gc!();
        await sleep(BETWEEN_COLLECTIONS_MS);
      }
      return process.memoryUsage();
    case 'profile':
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
      await session.post('Profiler.start');
      return {};
    case 'profiled':
      await writeFile(message.file, JSON.stringify((await session.post('Profiler.stop')).profile));
      session.disconnect();
      return {};
  }
}

process.on('message', (message: ControlMessage) => void obey(message).then((answer) => process.send!(answer)));
process.once('disconnect', () => process.exit());
