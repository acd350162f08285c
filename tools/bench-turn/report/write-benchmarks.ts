import { readFile, writeFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';

const BEGIN = '<!-- bench:turn -->';
const END = '<!-- /bench:turn -->';
const EMPTY = `# Benchmarks\n\n\`npm run bench:turn -- --write\` writes this table. docs/decisions tells of what it led to.\n\n${BEGIN}\n${END}\n`;

/** Puts the report into docs/benchmarks.md, in place of the one before. Throws when the file has lost its markers. */
export async function writeBenchmarks(report: string, file = projectPath('docs/benchmarks.md')): Promise<void> {
  const page = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return EMPTY;
    throw error;
  });
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${file} has no ${BEGIN} … ${END}`);
  await writeFile(file, `${page.slice(0, from + BEGIN.length)}\n\n${report}\n\n${page.slice(to)}`);
}
