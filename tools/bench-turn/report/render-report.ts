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
  return [row.what, row.bare === undefined ? '' : value(row.bare, row.unit), value(row.platform, row.unit), ratio === null ? '' : ratio.toFixed(2), ...verdict(row, ratio)];
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

function value(figure: number | null, unit: Row['unit']): string {
  if (figure === null || Number.isNaN(figure)) return 'not measured';
  const digits = unit === 's' || figure < 10 ? 2 : figure < 100 ? 1 : 0;
  return `${figure.toFixed(digits)} ${unit}`;
}

function alignedTable(cells: readonly string[][]): string[] {
  const widths = cells[0]!.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)];
}
