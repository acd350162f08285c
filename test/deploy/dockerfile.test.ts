import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectPath } from '#libs/kernel';
import { readCopy, readDockerfile, type Instruction } from './dockerfile.js';

let instructions: Instruction[];
const all = (keyword: string) => instructions.filter((instruction) => instruction.keyword === keyword);
const last = (keyword: string) => all(keyword).at(-1)?.text ?? '';

beforeAll(async () => {
  instructions = await readDockerfile();
});

describe('the Dockerfile', () => {
  it('installs, builds and runs in stages of their own', () => {
    expect(all('FROM').map(({ stage }) => stage)).toEqual(['dependencies', 'build', '2']);
    const runs = all('RUN').map(({ stage, text }) => [stage, text]);
    expect(runs).toEqual(expect.arrayContaining([['dependencies', 'npm ci --omit=dev'], ['build', 'npm run build']]));
  });

  it('ships production dependencies only', () => {
    const modules = all('COPY').map(readCopy).filter(({ target }) => target === './node_modules');
    expect(modules).toEqual([{ from: 'dependencies', sources: ['/app/node_modules'], target: './node_modules' }]);
  });

  it('copies what is there and what the builder is sent', async () => {
    const sent = (await readFile(projectPath('.dockerignore'), 'utf8')).split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const sources = all('COPY').map(readCopy).flatMap(({ from, sources: paths }) => (from ? [] : paths));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((path) => !existsSync(projectPath(path)))).toEqual([]);
    expect(sources.filter((path) => !sent.includes(path.split('/')[0] ?? ''))).toEqual([]);
  });

  it('copies out of stages that come before', () => {
    for (const copy of all('COPY')) {
      const { from } = readCopy(copy);
      const before = instructions.slice(0, instructions.indexOf(copy)).filter(({ keyword }) => keyword === 'FROM');
      if (from) expect(before.map(({ stage }) => stage)).toContain(from);
    }
  });

  it('brings along what the code finds beside dist', () => {
    const targets = all('COPY').filter(({ stage }) => stage === '2').map((copy) => readCopy(copy).target);
    expect(targets).toEqual(expect.arrayContaining(['./', './node_modules', './dist', './data/demo', './data/intents', './docker/healthcheck.mjs']));
  });

  it('runs an app that exists, as an ordinary user in production mode', () => {
    const command = JSON.parse(last('CMD')) as string[];
    expect(existsSync(projectPath((command.at(-1) ?? '').replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
    expect(last('USER')).toBe('node');
    expect(last('ENV')).toContain('NODE_ENV=production');
  });

  it('asks for its health with a script that exists', () => {
    const [, script = ''] = JSON.parse(last('HEALTHCHECK').replace(/^.*CMD /, '')) as string[];
    expect(existsSync(projectPath(script))).toBe(true);
  });
});
