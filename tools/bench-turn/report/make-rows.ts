import { median } from '../../shared/bench/statistics.js';
import type { Figures } from '../measure-rounds.js';
import type { AllInOneResult } from '../targets/all-in-one.js';

export interface Measured {
  /** Rounds by turns in flight. */
  bare: Map<number, Figures[]>;
  platform: Map<number, Figures[]>;
  open: Figures;
  allInOne: AllInOneResult;
}

/** One line of the table; `bare` is absent where there is nothing to compare with. */
export interface Row {
  what: string;
  unit: 'ms' | '/s' | 's' | 'MB';
  bare?: number;
  platform: number | null;
  /** The bound on the ratio platform : bare, or on the platform's figure. */
  wanted?: { of: 'ratio' | 'value'; atMost?: number; atLeast?: number };
}

export function makeRows({ bare, platform, open, allInOne }: Measured): Row[] {
  const compare = (inFlight: number, what: string, unit: Row['unit'], figure: (figures: Figures) => number | null, wanted?: Row['wanted']): Row => ({
    what: `${inFlight} in flight: ${what}`,
    unit,
    bare: medianOf(bare.get(inFlight)!, figure) ?? Number.NaN,
    platform: medianOf(platform.get(inFlight)!, figure),
    ...(wanted && { wanted }),
  });
  return [
    compare(1, 'whole turn p50', 'ms', (figures) => figures.wholeTurn.p50, { of: 'ratio', atMost: 2 }),
    compare(1, 'whole turn p95', 'ms', (figures) => figures.wholeTurn.p95, { of: 'ratio', atMost: 2 }),
    compare(1, 'first delta p50', 'ms', (figures) => figures.firstDelta.p50),
    compare(64, 'turns', '/s', (figures) => figures.perSecond, { of: 'ratio', atLeast: 0.5 }),
    compare(64, 'whole turn p50', 'ms', (figures) => figures.wholeTurn.p50),
    compare(64, 'CPU of the own processes per turn', 'ms', (figures) => figures.cpuPerTurn),
    compare(256, 'turns', '/s', (figures) => figures.perSecond),
    compare(256, 'whole turn p50', 'ms', (figures) => figures.wholeTurn.p50),
    { what: '100 turns/s arriving: first delta p95', unit: 'ms', platform: open.firstDelta.p95, wanted: { of: 'value', atMost: 100 } },
    { what: '100 turns/s arriving: whole turn p95', unit: 'ms', platform: open.wholeTurn.p95, wanted: { of: 'value', atMost: 200 } },
    { what: 'all-in-one: from its spawn to listening', unit: 's', platform: median(allInOne.starts) / 1_000, wanted: { of: 'value', atMost: 3 } },
    { what: 'all-in-one: memory after the start', unit: 'MB', platform: megabytes(allInOne.memoryAfterStart), wanted: { of: 'value', atMost: 512 } },
    { what: `all-in-one: memory after ${allInOne.turns} turns`, unit: 'MB', platform: megabytes(allInOne.memoryAfterTurns), wanted: { of: 'value', atMost: 512 } },
  ];
}

function medianOf(rounds: readonly Figures[], figure: (figures: Figures) => number | null): number | null {
  const values = rounds.map(figure).filter((value) => value !== null);
  return values.length === 0 ? null : median(values);
}

const megabytes = (bytes: number | null): number | null => (bytes === null ? null : bytes / 2 ** 20);
