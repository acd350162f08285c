import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fingerprintOf, listFiles } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';

const FOLDERS = ['apps', 'libs', 'migrations', 'tools'];
const isTest = (path) => /(^|\/)test\/|\.(test|contract|integration|e2e)\.ts$/.test(path);

const listSources = () => listFiles(FOLDERS, (path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !isTest(path));
const listInputs = async () => [...(await listSources()), ...(await listFiles(['data'], () => true)), '.swcrc', 'package-lock.json'];

export const buildFingerprint = async () => fingerprintOf(await listInputs());

/** Compiles every app, lib, migration and tool to dist/, then trains the intent model from data/intents. */
export async function build() {
  const started = performance.now();
  const fingerprint = await buildFingerprint();
  const sources = await listSources();
  await rm(inRoot('dist'), { recursive: true, force: true });
  const { transform } = await import('@swc/core');
  const config = JSON.parse(await readFile(inRoot('.swcrc'), 'utf8'));
  await Promise.all(sources.map((source) => compile(transform, config, source)));
  await mustRun(process.execPath, ['dist/tools/train-intents.js', '--data', 'data/intents', '--out', 'dist/models/intents.json'], { stdio: ['ignore', 'ignore', 'inherit'] });
  await writeFile(inRoot('dist/.built'), fingerprint);
  process.stderr.write(`Built ${sources.length} files in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

async function compile(transform, config, source) {
  const target = `dist/${source.replace(/\.ts$/, '.js')}`;
  const { $schema: _, ...options } = config;
  const output = await transform(await readFile(inRoot(source), 'utf8'), { ...options, swcrc: false, filename: inRoot(source), sourceFileName: inRoot(source) });
  await mkdir(dirname(inRoot(target)), { recursive: true });
  await Promise.all([
    writeFile(inRoot(target), `${output.code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`),
    writeFile(inRoot(`${target}.map`), output.map),
  ]);
}
