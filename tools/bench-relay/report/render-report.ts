import type { Plan } from '../bench-options.js';
import type { FaultFigures } from '../phases/measure-faults.js';
import type { StreamMemory } from '../phases/measure-memory.js';
import type { RefusalFigures } from '../phases/measure-refusals.js';
import type { SpeedSeries } from '../phases/measure-speed.js';
import { faultTable, refusalTable } from './fault-tables.js';
import { speedTable } from './speed-table.js';

/** What was measured; parts that were left out are null. */
export interface Measured {
  speed: SpeedSeries[] | null;
  memory: StreamMemory | null;
  faults: { runs: FaultFigures[]; refusals: RefusalFigures[] } | null;
  /** Calls whose bills were compared with the books. */
  billed: number;
}

/** The tables as Markdown, with what one must know to read them. */
export function renderReport(machine: string, plan: Plan, { speed, memory, faults, billed }: Measured): string {
  const paragraphs = [`${machine}.`, introduction(plan, billed)];
  if (speed ?? memory) paragraphs.push(speedTable(speed ?? [], memory, plan.speed.connections, plan.memory.streams).join('\n'));
  if (faults) paragraphs.push(FAULTS, faultTable(faults.runs).join('\n'), REFUSALS, refusalTable(faults.refusals).join('\n'));
  return paragraphs.join('\n\n');
}

function introduction({ quick, speed, memory }: Plan, billed: number): string {
  const note = quick ? ' (--quick: too short to compare)' : '';
  return `${new Date().toISOString().slice(0, 10)}; medians of ${speed.rounds} alternating round(s) of ${speed.seconds} s after a warm-up and an ANALYZE${note}. One gateway process with LOG_LEVEL=warn, its limits raised, on the servers above; the scripted model server, the bare proxy and the load are processes of their own on the same cores. The bare proxy reads the JSON of a request and passes everything on: it knows no keys, channels, health or bills. Memory: proportional set size of a process that has just started, garbage collected, with ${memory.streams.toLocaleString('en')} streams open less without, or what JavaScript holds if that is more; medians of ${memory.rounds} round(s). Every answer was read and compared, and the books hold each of the ${billed.toLocaleString('en')} relayed calls once.`;
}

const FAULTS = 'Three channels of the same priority: one answers 500, one takes calls and hangs, one is well. Then the two recover.';
const REFUSALS = 'Without any channel that is well: what the caller gets, and when.';
