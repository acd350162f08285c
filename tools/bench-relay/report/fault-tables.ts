import { alignedTable, formatFigure } from '../../shared/bench/markdown-table.js';
import type { BadChannel, FaultFigures } from '../phases/measure-faults.js';
import type { RefusalFigures } from '../phases/measure-refusals.js';
import { verdictCells } from './row.js';

/** One column for each run with two bad channels out of three. */
export function faultTable(runs: readonly FaultFigures[]): string[] {
  const row = (what: string, cell: (run: FaultFigures) => string): string[] => [what, ...runs.map(cell)];
  return alignedTable([
    row('', ({ name }) => name),
    row('calls, in seconds', ({ calls, seconds }) => `${calls.toLocaleString('en')}, ${formatFigure(seconds, 's')}`),
    row('succeeded', ({ calls, succeeded }) => successCell(calls, succeeded)),
    row('errors', ({ failures }) => countsCell(failures)),
    row('p50', ({ p50 }) => milliseconds(p50)),
    row('p99', ({ p99 }) => milliseconds(p99)),
    row('slowest', ({ max }) => milliseconds(max)),
    row('calls that reached the one that answers 500, by second', (run) => bySecondCell(run, 'broken')),
    row('calls that reached the one that hangs, by second', (run) => bySecondCell(run, 'hanging')),
    row('probes of these two', ({ bad }) => `${bad.broken.probes} and ${bad.hanging.probes}`),
    row('the first is called again after its recovery', (run) => backCell(run, 'broken')),
    row('the second', (run) => backCell(run, 'hanging')),
  ]);
}

/** One row for each set of channels of which none is well. */
export function refusalTable(runs: readonly RefusalFigures[]): string[] {
  const head = ['all channels bad', 'answers', 'first call', 'slowest of many', 'one more'];
  return alignedTable([head, ...runs.map(({ name, answers, first, slowest, last }) => [name, countsCell(answers), milliseconds(first), milliseconds(slowest), milliseconds(last)])]);
}

/** A channel's calls in the seconds in which there were any, e.g. `5 in 1st, 60 in 16th`. */
export function bySecondCell({ bad }: FaultFigures, channel: BadChannel): string {
  const busy = bad[channel].callsBySecond.map((count, index) => ({ count, second: index + 1 })).filter(({ count }) => count > 0);
  return busy.length === 0 ? 'none' : busy.map(({ count, second }) => `${count} in ${second}.`).join(', ');
}

function successCell(calls: number, succeeded: number): string {
  const share = (succeeded / calls) * 100;
  const [, wanted, met] = verdictCells({ figure: share, unit: '%', wanted: { atLeast: 99.9 } });
  return `${share.toFixed(2)} % (${wanted}: ${met})`;
}

const countsCell = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} × ${what}`)
    .join(', ') || 'none';

function backCell({ bad }: FaultFigures, channel: BadChannel): string {
  const { backAfter } = bad[channel];
  return backAfter === null ? 'not within two minutes' : formatFigure(backAfter / 1_000, 's');
}

const milliseconds = (time: number): string => (time >= 10_000 ? formatFigure(time / 1_000, 's') : formatFigure(time, 'ms'));
