import { startWhenTold, type BareTurn } from './bare-chain.js';
import { openBareQueues } from './bare-queues.js';

/** Second of three: passes each turn on, as a router would. */
startWhenTold(async (chain) => {
  const queues = await openBareQueues(chain);
  await queues.consume(chain.accepted, (turn) => queues.publish(chain.toAnswer, turn as BareTurn));
  return {};
});
