import type { Cluster } from './cluster.js';
import { APPS, type AppName } from './platform.js';
import type { Random } from './random.js';
import type { Wish } from './wishes.js';

export interface Fault {
  name: string;
  strike: () => Promise<void>;
  heal: () => Promise<void>;
  /** What customers ask for meanwhile, so that the app that is struck has work; absent: anything. */
  wish?: Wish | undefined;
}

const WISH_OF: Partial<Record<AppName, Wish>> = {
  'faq-agent': 'faq',
  'order-agent': 'order',
  'refund-agent': 'refund',
  'technical-agent': 'technical',
  'handoff-agent': 'human',
};

/**
 * Every app killed once, RabbitMQ and Redis restarted once each, in an order of the seed's, but
 * Redis after the worker: a worker that starts anew would make up for what Redis lost.
 */
export function planFaults(random: Random, { apps, servers: { rabbitmq, redis } }: Cluster): Fault[] {
  const kills = APPS.map((name): Fault => {
    const app = apps.get(name)!;
    return { name, strike: () => app.kill(), heal: () => app.start(), wish: WISH_OF[name] };
  });
  // Shut down in order, or as in a crash: what it confirmed is on disk both times.
  const signal = random.pick(['SIGTERM', 'SIGKILL'] as const);
  const order = random.shuffled<Fault>([...kills, { name: `rabbitmq by ${signal}`, strike: () => rabbitmq.kill(signal), heal: () => rabbitmq.start() }]);
  const afterWorker = order.findIndex(({ name }) => name === 'worker') + 1;
  // It keeps nothing on disk: it comes back empty.
  return order.toSpliced(random.between(afterWorker, order.length + 1), 0, { name: 'redis', strike: () => redis.kill(), heal: () => redis.start() });
}
