import type { Workbench } from '../shared/bench/workbench.js';
import type { Bills } from './bills.js';
import type { Plan } from './bench-options.js';
import type { Load } from './load/start-load.js';
import type { GatewayHome } from './targets/start-gateway.js';

/** What every part of the benchmark works with. */
export interface Lab extends Workbench {
  plan: Plan;
  home: GatewayHome;
  load: Load;
  bills: Bills;
}
