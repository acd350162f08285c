import { join } from 'node:path';
import { startScriptedLlm, type LlmRequest } from '../../libs/testing/src/scripted-llm/index.js';
import { startLoadGenerator } from '../bench-turn/load/start-load-generator.js';
import { measure, type Figures } from '../bench-turn/measure-rounds.js';
import { readDemoArticles, type DemoArticle } from '../bench-turn/targets/demo-questions.js';
import { startPlatformSystem } from '../bench-turn/targets/platform-system.js';
import type { System } from '../bench-turn/targets/system.js';
import { AdminClient } from '../bench-relay/targets/admin-client.js';
import { describeMachine } from '../shared/bench/describe-machine.js';
import { analyze } from '../shared/bench/sandbox/throw-away-database.js';
import { serverUrls } from '../shared/bench/server-urls.js';
import { median } from '../shared/bench/statistics.js';
import { onWorkbench, type Workbench } from '../shared/bench/workbench.js';
import { writeBenchmarks } from '../shared/bench/write-benchmarks.js';
import { parseFlags } from '../shared/flags.js';
import { runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { renderReport, type Measured } from './render-report.js';

const USAGE = `Usage: npm run bench:answers -- [flags]

Measures whole turns that are answered from the cache, by an article and by a (scripted) model, by turns in one run,
each app a process of its own on the real servers of DATABASE_URL, RABBITMQ_URL and REDIS_URL.

  --quick       one short round: whether it works, not how fast it is
  --write       also puts the table into docs/benchmarks.md
  -h, --help    this text`;

const FLAGS = { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } } as const;

export interface Options {
  quick: boolean;
  write: boolean;
}

/** The classifier is sure of it, the search is not; an article on the subject is found. */
const MODEL_QUESTION = '學校要三十個鍵盤，價錢怎麼談';
const MODEL_ANSWER = '三十個鍵盤屬於大量訂購，請填寫表單，專員會為您報價。[1]';
/** Two short numbers make another question of it, with the same answer. */
const NUMBERS = 99;
/** Each kind is asked once to warm up and once a round, other questions each time where it is not to be kept. */
const ROUNDS = 3;

export const runBench = (args: string[], io: ToolIo): Promise<number> => runCommand({ usage: USAGE, readOptions: async (given) => readOptions(given), run: bench }, args, io);

function readOptions(args: string[]): Options | undefined {
  const { help, ...options } = parseFlags(args, FLAGS);
  return help ? undefined : options;
}

const bench = (options: Options, io: ToolIo): Promise<number> =>
  onWorkbench(serverUrls(process.env), io, async (workbench) => {
    const machine = await describeMachine(workbench.sandbox);
    const report = renderReport(machine, options, await measureAll(options, workbench));
    io.stdout.write(`\n${report}\n`);
    if (options.write) await writeBenchmarks('answers', report);
  });

async function measureAll({ quick }: Options, { children, sandbox, folder, say }: Workbench): Promise<Measured[]> {
  const llm = await startScriptedLlm({ keepRequests: 0 });
  try {
    llm.always((request) => ({ kind: 'answer', text: isRouting(request) ? '{"intent":"faq","confidence":0.9}' : MODEL_ANSWER }));
    const articles = await readDemoArticles();
    const load = startLoadGenerator(children);
    say('starting the platform');
    const platform = await startPlatformSystem(children, sandbox, join(folder, 'apps'), articles, { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' });
    await openChannel(platform, llm.openAiUrl);
    const measured = kindsOf(articles).map((kind) => ({ ...kind, figures: [] as Figures[] }));
    for (const kind of measured) await load({ kind: 'closed', target: asking(platform, kind, 0).target, inFlight: 8, seconds: quick ? 1 : 4 });
    await analyze(sandbox.urls.database);
    for (let round = 1; round <= (quick ? 1 : ROUNDS); round += 1) {
      for (const kind of measured) {
        const system = asking(platform, kind, round);
        const figures = await measure(system, load, { kind: 'closed', target: system.target, inFlight: 1, seconds: quick ? 1 : 6 });
        say(`round ${round}, ${kind.name}: p50 ${figures.wholeTurn.p50.toFixed(1)} ms`);
        kind.figures.push(figures);
      }
    }
    return measured.map(({ name, figures }) => ({ name, p50: median(figures.map(({ wholeTurn }) => wholeTurn.p50)), p95: median(figures.map(({ wholeTurn }) => wholeTurn.p95)) }));
  } finally {
    await llm.close();
  }
}

interface Kind {
  name: string;
  /** What is asked in each round; 0: to warm up. */
  questions: (round: number) => string[];
}

const kindsOf = (articles: readonly DemoArticle[]): Kind[] => [
  { name: 'from the cache, an article’s words', questions: () => articles.map(({ question }) => question) },
  { name: 'from the cache, a model’s words', questions: () => [MODEL_QUESTION] },
  { name: 'by an article', questions: (round) => articles.flatMap(({ question }) => variantsOf(question, round)) },
  { name: 'by a scripted model, which answers at once', questions: (round) => variantsOf(MODEL_QUESTION, round) },
];

const variantsOf = (question: string, round: number): string[] =>
  Array.from({ length: NUMBERS * NUMBERS }, (_, at) => at)
    .filter((at) => at % (ROUNDS + 1) === round)
    .map((at) => `${question} ${1 + Math.floor(at / NUMBERS)} , ${1 + (at % NUMBERS)}`);

const asking = (platform: System, { name, questions }: Kind, round: number): System => ({ ...platform, target: { ...platform.target, name, questions: questions(round) } });

const isRouting = ({ body }: LlmRequest): boolean => body?.['response_format'] !== undefined;

async function openChannel({ target }: System, url: string): Promise<void> {
  const admin = new AdminClient(new URL(target.url).origin, target.headers['x-api-key']!);
  await admin.createChannel({ name: 'scripted', type: 'openai-compatible', base_url: url, keys: ['k'], models: ['gpt-4o-mini'] });
}
