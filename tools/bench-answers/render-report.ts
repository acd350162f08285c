import { alignedTable, formatFigure } from '../shared/bench/markdown-table.js';

/** One kind of answer; milliseconds. */
export interface Measured {
  name: string;
  p50: number;
  p95: number;
}

/** The table as Markdown, with what one must know to read it. */
export const renderReport = (machine: string, { quick }: { quick: boolean }, measured: readonly Measured[]): string =>
  [
    `${machine}.`,
    '',
    `${new Date().toISOString().slice(0, 10)}; one turn in flight, medians of ${quick ? 'one short round (--quick: a direction, no figure)' : '3 alternating rounds of 6 s'}. Whole turn from the POST to the last event; each app is a process of its own, with LOG_LEVEL=warn and its limits raised. The scripted model answers at once: a real one adds its seconds to the last row.`,
    '',
    ...alignedTable([['answered', 'whole turn p50', 'p95'], ...measured.map(({ name, p50, p95 }) => [name, formatFigure(p50, 'ms'), formatFigure(p95, 'ms')])]),
  ].join('\n');
