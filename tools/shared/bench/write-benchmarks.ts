import { readFile, writeFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';

/** Which of the page's tables. */
export type BenchmarkSection = 'turn' | 'answers' | 'relay';

const begin = (section: BenchmarkSection): string => `<!-- bench:${section} -->`;
const end = (section: BenchmarkSection): string => `<!-- /bench:${section} -->`;
const emptySection = (title: string, section: BenchmarkSection): string => `## ${title}\n\n\`npm run bench:${section} -- --write\` writes this.\n\n${begin(section)}\n${end(section)}\n`;
const EMPTY_PAGE = `# Benchmarks\n\n${emptySection('A turn', 'turn')}\n${emptySection('Answers', 'answers')}\n${emptySection('The relay', 'relay')}`;

/** Puts the report into its section of docs/benchmarks.md, in place of the one before. Throws when the file has lost the section's markers. */
export async function writeBenchmarks(section: BenchmarkSection, report: string, file = projectPath('docs/benchmarks.md')): Promise<void> {
  const page = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return EMPTY_PAGE;
    throw error;
  });
  const from = page.indexOf(begin(section));
  const to = page.indexOf(end(section));
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin(section)} … ${end(section)}`);
  await writeFile(file, `${page.slice(0, from + begin(section).length)}\n\n${report}\n\n${page.slice(to)}`);
}
