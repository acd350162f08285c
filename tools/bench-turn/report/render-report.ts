import { alignedTable, formatFigure } from '../../shared/bench/markdown-table.js';
import { QUESTIONS_PER_CUSTOMER } from '../load/run-job.js';
import type { Plan } from '../bench-options.js';
import type { Row } from './make-rows.js';

/** The table as Markdown, with what one must know to read it. */
export function renderReport(machine: string, plan: Plan, rows: readonly Row[]): string {
  const cells = [['', 'bare chain', 'platform', 'ratio', 'wanted', 'met'], ...rows.map(toCells)];
  return [
    `${machine}.`,
    '',
    `${new Date().toISOString().slice(0, 10)}; medians of ${plan.rounds} alternating round(s) after a warm-up and an ANALYZE${plan.quick ? ' (--quick: too short to compare)' : ''}. The platform runs as separate processes with LOG_LEVEL=warn, its limits raised; a customer asks ${QUESTIONS_PER_CUSTOMER} questions one after the other (arriving steadily: one each). The bare chain logs nothing and knows neither tenants nor sessions. Memory is the proportional set size of all processes, embedded PostgreSQL included.`,
    '',
    ...alignedTable(cells),
  ].join('\n');
}

function toCells(row: Row): string[] {
  const ratio = row.bare === undefined || row.platform === null ? null : row.platform / row.bare;
  return [row.what, row.bare === undefined ? '' : formatFigure(row.bare, row.unit), formatFigure(row.platform, row.unit), ratio === null ? '' : ratio.toFixed(2), ...verdict(row, ratio)];
}

function verdict({ wanted, platform, unit }: Row, ratio: number | null): [wanted: string, met: string] {
  if (!wanted) return ['', ''];
  const judged = wanted.of === 'ratio' ? ratio : platform;
  const bound = wanted.atMost ?? wanted.atLeast!;
  const text = `${wanted.atMost === undefined ? '≥' : '≤'} ${wanted.of === 'ratio' ? `${bound} ×` : `${bound} ${unit}`}`;
  if (judged === null) return [text, 'not measured'];
  const met = wanted.atMost === undefined ? judged >= bound : judged <= bound;
  return [text, met ? 'yes' : 'NO'];
}
