import { alignedTable, formatFigure } from '../../shared/bench/markdown-table.js';
import { median } from '../../shared/bench/statistics.js';
import type { StreamMemory } from '../phases/measure-memory.js';
import type { SpeedFigures, SpeedSeries } from '../phases/measure-speed.js';
import { ALONE, ANTHROPIC, CROSSED, MANY, OPENAI, STREAMED, type Case, type LoadKind, type SystemName } from '../phases/speed-cases.js';
import type { MemoryFigures } from '../targets/controlled.js';
import { verdictCells, type Judged } from './row.js';

type Figure = (figures: SpeedFigures) => number | null;
type Row = string[];

const HEAD: Row = ['', 'direct', 'bare proxy', 'relay', 'judged', 'wanted', 'met'];

const WHOLE_P50: Figure = ({ whole }) => whole.p50;
const WHOLE_P95: Figure = ({ whole }) => whole.p95;
const FIRST_P50: Figure = ({ firstToken }) => firstToken?.p50 ?? null;
const FIRST_P95: Figure = ({ firstToken }) => firstToken?.p95 ?? null;
const PER_SECOND: Figure = ({ perSecond }) => perSecond;
const CPU: Figure = ({ cpuPerCall }) => cpuPerCall;

/** The comparison as a Markdown table, with the memory of open streams as its last rows. */
export function speedTable(series: readonly SpeedSeries[], memory: StreamMemory | null, connections: number, streams: number): string[] {
  const reader = new Reader(series);
  const rows = series.length === 0 ? [] : [...latencyRows(reader), ...throughputRows(reader, connections)];
  return alignedTable([HEAD, ...rows, ...(memory ? memoryRows(memory, streams) : [])]);
}

function latencyRows(reader: Reader): Row[] {
  return [OPENAI, ANTHROPIC, CROSSED].flatMap((of) => {
    const added = (load: LoadKind, figure: Figure): number | null => difference(reader.of(of, load, 'relay', figure), reader.of(comparable(of), load, 'direct', figure));
    return [
      reader.row(of, ALONE, 'whole answer p50', 'ms', WHOLE_P50, bounded(of, { figure: added(ALONE, WHOLE_P50), unit: 'ms added', wanted: { atMost: 1 } })),
      reader.row(of, ALONE, 'whole answer p95', 'ms', WHOLE_P95),
      reader.row(of, STREAMED, 'first token p50', 'ms', FIRST_P50, bounded(of, { figure: added(STREAMED, FIRST_P50), unit: 'ms added', wanted: { atMost: 2 } })),
      reader.row(of, STREAMED, 'first token p95', 'ms', FIRST_P95),
      reader.row(of, ALONE, 'processor time of a whole answer', 'ms', CPU),
    ];
  });
}

function throughputRows(reader: Reader, connections: number): Row[] {
  const many = (of: Case, what: string, unit: string, figure: Figure, judged?: Judged): Row => reader.row(of, MANY, `${connections} connections: ${what}`, unit, figure, judged);
  const rate = (system: SystemName): number | null => reader.of(OPENAI, MANY, system, PER_SECOND);
  return [
    many(OPENAI, 'calls', '/s', PER_SECOND, { figure: rate('relay'), unit: '/s', wanted: { atLeast: 2_000 } }),
    many(OPENAI, 'calls', '/s', PER_SECOND, { figure: quotient(rate('relay'), rate('bare proxy')), unit: 'of the bare proxy', wanted: { atLeast: 0.5 } }),
    many(OPENAI, 'whole answer p50', 'ms', WHOLE_P50),
    many(OPENAI, 'whole answer p95', 'ms', WHOLE_P95),
    many(OPENAI, 'processor time of a whole answer', 'ms', CPU),
    many(ANTHROPIC, 'calls', '/s', PER_SECOND),
    many(CROSSED, 'calls', '/s', PER_SECOND),
  ];
}

function memoryRows({ bareProxy, relay }: StreamMemory, streams: number): Row[] {
  const row = (what: string, figure: (figures: MemoryFigures) => number | null, judged: Row): Row => [
    `${streams.toLocaleString('en')} open streams: ${what}`,
    '',
    formatFigure(kilobytes(bareProxy, figure), 'KB'),
    formatFigure(kilobytes(relay, figure), 'KB'),
    ...judged,
  ];
  // Pages that were free before the streams came are no growth of the process, and yet the streams' own.
  const grown = kilobytes(relay, ({ process }) => process);
  const perStream = grown === null ? null : Math.max(grown, kilobytes(relay, ({ javaScript }) => javaScript)!);
  return [
    row('memory of each', ({ process }) => process, verdictCells({ figure: perStream, unit: 'KB', wanted: { atMost: 40 } })),
    row('of it held by JavaScript', ({ javaScript }) => javaScript, ['', '', '']),
  ];
}

function kilobytes(rounds: readonly MemoryFigures[], figure: (figures: MemoryFigures) => number | null): number | null {
  const known = rounds.map(figure).filter((bytes) => bytes !== null);
  return known.length === 0 ? null : median(known) / 1_024;
}

/** The bounds are for the plain case; the others are shown beside it. */
const bounded = (of: Case, judged: Judged): Judged | { figure: number | null; unit: string } => (of === OPENAI ? judged : { figure: judged.figure, unit: judged.unit });

/** A format nobody else translates is compared with the client's own. */
const comparable = (of: Case): Case => (of === CROSSED ? ANTHROPIC : of);

class Reader {
  constructor(private readonly series: readonly SpeedSeries[]) {}

  /** The median of the rounds; null where it was not measured. */
  of(of: Case, load: LoadKind, system: SystemName, figure: Figure): number | null {
    const found = this.series.find((one) => one.of === of && one.load === load && one.system === system);
    const values = (found?.rounds ?? []).map(figure).filter((value) => value !== null);
    return values.length === 0 ? null : median(values);
  }

  row(of: Case, load: LoadKind, what: string, unit: string, figure: Figure, judged?: Judged | { figure: number | null; unit: string }): Row {
    const cells = (['direct', 'bare proxy', 'relay'] as const).map((system) => {
      const value = this.of(of, load, system, figure);
      return value === null ? '' : formatFigure(value, unit);
    });
    return [`${of.name}, ${what}`, ...cells, ...judgedCells(judged)];
  }
}

function judgedCells(judged: Judged | { figure: number | null; unit: string } | undefined): Row {
  if (!judged) return ['', '', ''];
  return 'wanted' in judged ? verdictCells(judged) : [formatFigure(judged.figure, judged.unit), '', ''];
}

const difference = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one - other);
const quotient = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one / other);
