import type { LoadReport } from './report.js';

const NAME_WIDTH = 30;
const VALUE_WIDTH = 12;

/** A report for people: one row a figure, then the failures by kind. */
export function reportTable(report: LoadReport): string {
  const title = `${report.url}: ${report.users} users x ${report.requests_per_user} requests`;
  const heading = report.interrupted ? `${title} (interrupted)` : title;
  const rows = [...countRows(report), ...timeRows(report)];
  return [heading, '', ...rows.map(([name, value]) => row(name, value)), ...failureLines(report)].join('\n');
}

type Row = [name: string, value: string];

function countRows(report: LoadReport): Row[] {
  const rate = report.success_rate === null ? 'none' : `${(report.success_rate * 100).toFixed(2)} %`;
  return [
    ['requests', String(report.requests)],
    ['succeeded', String(report.succeeded)],
    ['success rate', rate],
    ['elapsed', `${(report.elapsed_ms / 1_000).toFixed(2)} s`],
    ['throughput', `${report.throughput_per_s.toFixed(1)} /s`],
  ];
}

function timeRows({ response_time_ms: times }: LoadReport): Row[] {
  return Object.entries(times ?? {}).map(([name, time]) => [name, `${time.toFixed(1)} ms`]);
}

function failureLines({ failed, failures }: LoadReport): string[] {
  if (failed === 0) return [row('failed', '0')];
  const kinds = failures.map(({ kind, count, message }) => `${row(`  ${kind}`, String(count))}  ${message}`);
  return [row('failed', String(failed)), ...kinds];
}

function row(name: string, value: string): string {
  return `${name.padEnd(NAME_WIDTH)}${value.padStart(VALUE_WIDTH)}`;
}
