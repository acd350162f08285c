/**
 * What a spreadsheet takes for a formula, full-width forms included; apostrophes before it are part of the escape.
 * Source: OWASP, "CSV Injection".
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A cell that no spreadsheet runs (RFC 4180, an apostrophe before what looks like a formula); {@link readCell} takes it back. */
export function writeCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A cell's text, without the apostrophe that kept a spreadsheet from running it. */
export const readCell = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** A list in one cell: its entries with `;` between them, one within an entry as `\;`. */
export const joinList = (entries: readonly string[]): string => entries.map((entry) => entry.replaceAll(/[\\;]/g, '\\$&')).join(';');

/** The entries of {@link joinList}, trimmed and without empty ones. */
export function splitList(cell: string): string[] {
  const entries: string[] = [];
  let entry = '';
  for (const [, escaped, separator, text] of cell.matchAll(/\\([\\;])|(;)|([^;\\]+|\\)/g)) {
    entry += escaped ?? text ?? '';
    if (separator) entries.push(entry);
    if (separator) entry = '';
  }
  return [...entries, entry].map((one) => one.trim()).filter((one) => one !== '');
}
