import { runJob } from './run-job.js';
import type { LoadJob } from './load-job.js';

/** The process that loads both sides, one job after another. */
process.on('message', (job: LoadJob) => {
  runJob(job).then(
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
