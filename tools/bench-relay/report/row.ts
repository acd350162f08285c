import { formatFigure } from '../../shared/bench/markdown-table.js';

/** The bound of a figure. */
export type Wanted = { atMost: number } | { atLeast: number };

/** A figure that has a bound. */
export interface Judged {
  figure: number | null;
  /** Also what is judged, where the row has several figures. */
  unit: string;
  wanted: Wanted;
}

/** `figure | wanted | met` as cells of a table. */
export function verdictCells({ figure, unit, wanted }: Judged): [figure: string, wanted: string, met: string] {
  const [sign, bound] = 'atMost' in wanted ? ['≤', wanted.atMost] : ['≥', wanted.atLeast];
  const text = `${sign} ${bound.toLocaleString('en')} ${unit}`;
  if (figure === null) return ['not measured', text, 'not measured'];
  const met = 'atMost' in wanted ? figure <= bound : figure >= bound;
  return [formatFigure(figure, unit), text, met ? 'ok' : 'MISSED'];
}
