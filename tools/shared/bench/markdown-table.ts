/** A Markdown table whose columns line up; the first row is its head, the first column its labels. */
export function alignedTable(cells: readonly string[][]): string[] {
  const widths = cells[0]!.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)];
}

/** A figure with as many digits as mean something; null and NaN were not measured. */
export function formatFigure(figure: number | null, unit: string): string {
  if (figure === null || Number.isNaN(figure)) return 'not measured';
  const size = Math.abs(figure);
  const digits = unit === 's' || size < 10 ? 2 : size < 100 ? 1 : 0;
  return `${figure.toFixed(digits)} ${unit}`;
}
