import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { EnvironmentSchema, projectPath } from '#libs/kernel';
import { configurationTable } from '../../tools/docs/configuration-table.js';

const read = (...path: string[]) => readFile(projectPath(...path), 'utf8');
const VARIABLES = Object.keys(EnvironmentSchema.shape);

describe('the documentation', () => {
  it('lists every environment variable as the schema defines it', async () => {
    expect(await read('docs', 'configuration.md')).toContain(configurationTable());
  });

  it.each(['README.md', 'README.zh-TW.md'])('names in the configuration table of %s only variables that exist', async (readme) => {
    const text = await read(readme);
    const named = [...text.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !VARIABLES.includes(name))).toEqual([]);
  });

  it.each(['README.md', 'README.zh-TW.md'])('mentions in %s only npm scripts that exist', async (readme) => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const named = [...(await read(readme)).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('has the same curl lines in both READMEs', async () => {
    const curls = (text: string) => [...text.matchAll(/^curl .*$/gm)].map(([line]) => line.replace(/"message": "[^"]*"/, ''));
    const [english, chinese] = await Promise.all([read('README.md'), read('README.zh-TW.md')]);
    expect(curls(english).length).toBeGreaterThan(4);
    expect(curls(chinese)).toEqual(curls(english));
  });
});
