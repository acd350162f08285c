import { setTimeout as sleep } from 'node:timers/promises';
import { HELD_MODEL } from '../dialogue.js';
import { startFarEnd, type FarEnd } from '../far-end/far-end.js';
import type { Lab } from '../lab.js';
import type { LoadResult, Target } from '../load/load-job.js';
import { AdminClient } from '../targets/admin-client.js';
import { callOf, type Server } from '../targets/calls.js';
import type { Controlled, MemoryFigures } from '../targets/controlled.js';
import { startBareProxy } from '../targets/start-bare-proxy.js';
import { startGateway } from '../targets/start-gateway.js';

/** Bytes per open stream, round by round. */
export interface StreamMemory {
  bareProxy: MemoryFigures[];
  relay: MemoryFigures[];
}

/** Enough to load and compile whatever streams need, over so few connections that they leave no room for those that count. */
const WARM_UP = { connections: 16, calls: 400 };
/** Until every stream is past its beginning. */
const SETTLE_MS = 1_500;

/** A process that streams pass through. */
interface System extends Controlled {
  server: Server;
  /** Told of all calls. */
  onCalls(result: LoadResult): void;
}

/** Opens streams on processes that have just started, by turns. */
export async function measureMemory(lab: Lab): Promise<StreamMemory> {
  const memory: StreamMemory = { bareProxy: [], relay: [] };
  for (let round = 1; round <= lab.plan.memory.rounds; round += 1) {
    const models = { quick: `quick-${round}`, held: `${HELD_MODEL}${round}` };
    memory.bareProxy.push(await measureOne(lab, models, startBare));
    memory.relay.push(await measureOne(lab, models, startRelay));
  }
  return memory;
}

interface Models {
  quick: string;
  held: string;
}

/** The far end is this measurement's own: none of its connections was there before. */
async function measureOne(lab: Lab, models: Models, start: (lab: Lab, farEnd: FarEnd, models: Models) => Promise<System>): Promise<MemoryFigures> {
  const farEnd = await startFarEnd(lab.children);
  const system = await start(lab, farEnd, models);
  system.onCalls(await lab.load.run({ kind: 'counted', target: callOf(system.server, { format: 'openai', model: models.quick, stream: true }), ...WARM_UP }));
  const figures = await measureOpen(lab, system, callOf(system.server, { format: 'openai', model: models.held, stream: true, held: true }));
  await lab.bills.check(lab.sandbox.urls.database);
  await Promise.all([system.stop(), farEnd.stop()]);
  lab.say(`${system.server.name}: ${figures.process === null ? '?' : kilobytes(figures.process)} KB a stream, JavaScript holds ${kilobytes(figures.javaScript)} KB`);
  return figures;
}

async function measureOpen({ load, plan }: Lab, system: System, target: Target): Promise<MemoryFigures> {
  const { streams } = plan.memory;
  const before = await system.memory();
  await load.hold(target, streams);
  await sleep(SETTLE_MS);
  const open = await system.memory();
  await sleep(SETTLE_MS);
  // All of them, and something came to each meanwhile: else less was measured than is said.
  const seen = await load.look();
  if (seen.open < streams || seen.delivering < streams) throw new Error(`${target.name}: of ${streams} streams ${seen.open} are open and ${seen.delivering} deliver`);
  system.onCalls(await load.finish(target));
  return {
    process: before.process === null || open.process === null ? null : (open.process - before.process) / streams,
    javaScript: (open.javaScript - before.javaScript) / streams,
  };
}

async function startBare({ children }: Lab, farEnd: FarEnd): Promise<System> {
  const proxy = await startBareProxy(children, farEnd.url);
  return { ...proxy, server: { name: 'bare proxy', url: proxy.url, key: 'k' }, onCalls: () => undefined };
}

async function startRelay({ children, home, bills }: Lab, farEnd: FarEnd, models: Models): Promise<System> {
  const gateway = await startGateway(children, home);
  const admin = new AdminClient(gateway.url, home.apiKey);
  await admin.createChannel({ name: models.held, type: 'openai-compatible', base_url: `${farEnd.url}/v1`, keys: ['k'], models: [models.quick, models.held] });
  const { id, key } = await admin.createVirtualKey(models.held);
  return { ...gateway, server: { name: 'relay', url: gateway.url, key }, onCalls: (result) => bills.expectFrom({ id, name: models.held }, result) };
}

const kilobytes = (bytes: number): string => (bytes / 1_024).toFixed(1);
