/**
 * Measures on pairs of questions which of them get one another's kept answer.
 * Usage: npm run eval:cache [-- --wrong]
 * Pairs and parts: data/near-duplicates/README.md. `--wrong` lists the pairs that are judged wrongly at the threshold.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { projectPath } from '#libs/kernel';
import { normaliseQuestion, readWording, similarity, SIMILAR_FROM } from '#libs/knowledge';

interface Pair {
  one: string;
  other: string;
  same: boolean;
  part: 'calibrate' | 'check' | 'fresh';
  language: string;
  score: number;
}

const LANGUAGES = ['en', 'zh-TW', 'zh-CN'];
const THRESHOLDS = [0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.96, 0.98, 1];

const { values: flags } = parseArgs({ options: { wrong: { type: 'boolean', default: false } } });
const pairs = (await Promise.all(LANGUAGES.map(readPairs))).flat();

for (const part of ['calibrate', 'check', 'fresh'] as const) {
  console.log(`\nPart ${part}${part === 'calibrate' ? ', on which the threshold was chosen' : ''}`);
  console.log(['threshold', ...LANGUAGES.flatMap((language) => [`${language}: same`, 'different'])].map((cell) => cell.padStart(14)).join(''));
  for (const threshold of THRESHOLDS) {
    const cells = LANGUAGES.flatMap((language) => [found(part, language, true, threshold), found(part, language, false, threshold)]);
    console.log([threshold === SIMILAR_FROM ? `* ${threshold}` : `${threshold}`, ...cells].map((cell) => cell.padStart(14)).join(''));
  }
}
console.log('\n`same`: pairs that ask the same and get the same answer; `different`: pairs that do not, and would. * the threshold in use');
if (flags.wrong) for (const { one, other, same, score, part } of pairs) if (same !== score >= SIMILAR_FROM) console.log(`${same ? 'missed' : 'FALSE '} ${score.toFixed(3)} ${part.padEnd(10)} ${one} | ${other}`);

const started = performance.now();
for (const { one, other } of pairs) similarity(readWording(normaliseQuestion(one)), readWording(normaliseQuestion(other)));
console.log(`\nreading and comparing two questions: ${(((performance.now() - started) / pairs.length) * 1_000).toFixed(0)} µs`);

function found(part: string, language: string, same: boolean, threshold: number): string {
  const those = pairs.filter((pair) => pair.part === part && pair.language === language && pair.same === same);
  const hits = those.filter(({ score }) => score >= threshold).length;
  return same ? `${((hits / those.length) * 100).toFixed(0)} % of ${those.length}` : `${hits} of ${those.length}`;
}

async function readPairs(language: string): Promise<Pair[]> {
  const [lines, fresh] = await Promise.all([readLines(`${language}.jsonl`), readLines(`${language}.fresh.jsonl`)]);
  return [...lines, ...fresh].flatMap((line, number) => {
    const { same, different } = JSON.parse(line) as { same: string[]; different: string[] };
    const part = number >= lines.length ? 'fresh' : number % 2 === 0 ? 'calibrate' : 'check';
    const pair = (one: string, other: string, isSame: boolean): Pair => ({ one, other, same: isSame, part, language, score: scoreOf(one, other) });
    return [...same.flatMap((one, at) => same.slice(at + 1).map((other) => pair(one, other, true))), ...same.flatMap((one) => different.map((other) => pair(one, other, false)))];
  });
}

async function readLines(file: string): Promise<string[]> {
  return (await readFile(projectPath('data/near-duplicates', file), 'utf8')).trim().split('\n');
}

function scoreOf(one: string, other: string): number {
  return similarity(readWording(normaliseQuestion(one)), readWording(normaliseQuestion(other)));
}
