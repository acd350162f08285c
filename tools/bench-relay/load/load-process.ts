import { HeldStreams } from './held-streams.js';
import type { LoadJob } from './load-job.js';
import { runJob } from './run-job.js';

/** The process that makes all calls, one job after another, whoever is called. */
let held: HeldStreams | null = null;

async function work(job: LoadJob): Promise<object> {
  switch (job.kind) {
    case 'timed':
    case 'counted':
      return runJob(job);
    case 'hold':
      held = new HeldStreams(job.target);
      await held.open(job.streams);
      return held.look();
    case 'look':
      return held!.look();
    case 'finish':
      return held!.finish();
  }
}

process.on('message', (job: LoadJob) => {
  work(job).then(
    (result) => process.send!(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit());
// Ctrl-C reaches the whole group: the parent ends this process itself.
process.on('SIGINT', () => undefined);
