import type { Child } from '../../shared/bench/children.js';
import type { Target } from '../load/load-job.js';

/** One side of the comparison, running. */
export interface System {
  target: Target;
  /** Its own processes, without the servers. */
  processes: Child[];
}
