import { readFile } from 'node:fs/promises';
import { projectPath } from '#libs/kernel';

export interface Instruction {
  keyword: string;
  text: string;
  /** Of the stage it belongs to: its name after AS, or its number. */
  stage: string;
}

/** The Dockerfile's instructions in order; comments are left out, continued lines joined. */
export async function readDockerfile(): Promise<Instruction[]> {
  const text = await readFile(projectPath('Dockerfile'), 'utf8');
  const lines = text.replace(/\\\n\s*/g, ' ').split('\n').filter((line) => line.trim() && !line.startsWith('#'));
  let stage = '';
  let stages = 0;
  return lines.map((line) => {
    const [keyword = '', ...words] = line.split(/\s+/);
    if (keyword === 'FROM') {
      stage = words[words.indexOf('AS') + 1 || Infinity] ?? String(stages);
      stages += 1;
    }
    return { keyword, text: words.join(' '), stage };
  });
}

/** What a COPY takes from the build context or, with `from`, out of another stage. */
export function readCopy({ text }: Instruction): { from: string | undefined; sources: string[]; target: string } {
  const words = text.split(' ');
  const flags = words.filter((word) => word.startsWith('--'));
  const paths = words.filter((word) => !word.startsWith('--'));
  return { from: flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length), sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}
