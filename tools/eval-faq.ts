/**
 * Measures FAQ search and the decision to answer on labelled questions, and how long a search takes.
 * Usage: npm run eval:faq -- [--collection data/demo|data/faq-eval|data/faq-check] [--encoder data/models/question-encoder.bin] [--part report] [--synthetic 10000] [--elasticsearch http://127.0.0.1:9200] [--wrong]
 * data/faq-eval is harder than daily traffic, and nothing was fitted to it: measure it with `--part all`.
 * Parts of the questions, by line number: `fit` (even: the weights were fitted to it), `report` (odd), and the
 * halves of `report`: `calibrate` (the cut-off was chosen on it) and `check` (nothing was). `all` is all.
 * `--elasticsearch` measures the adapter for it as well, in an index that is made and deleted. `--wrong` lists what went wrong.
 */
import { parseArgs } from 'node:util';
import { ANSWER_FROM_SCORE, answerFromArticles, connectElasticsearch, EmbeddedFaqIndex, loadQuestionEncoder, SHIPPED_ENCODER } from '#libs/knowledge';
import type { Article, FaqHit, LabelledQuestion, Locale } from '#libs/knowledge';
import { putOnElasticsearch } from './shared/collection-on-elasticsearch.js';
import { readCollection } from './shared/faq-collection.js';

interface Trial {
  question: LabelledQuestion;
  hits: FaqHit[];
  /** place of the right article among the hits, from 1; 0 if it is not there or there is none */
  rank: number;
}

const LOCALES: Locale[] = ['en', 'zh-TW', 'zh-CN'];
const CUT_OFFS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const PARTS: Record<string, (line: number) => boolean> = {
  fit: (line) => line % 2 === 0,
  report: (line) => line % 2 === 1,
  calibrate: (line) => line % 4 === 1,
  check: (line) => line % 4 === 3,
  all: () => true,
};

const { values: flags } = parseArgs({
  options: {
    collection: { type: 'string', default: 'data/demo' },
    part: { type: 'string', default: 'report' },
    synthetic: { type: 'string', default: '10000' },
    encoder: { type: 'string', default: SHIPPED_ENCODER },
    elasticsearch: { type: 'string' },
    wrong: { type: 'boolean', default: false },
  },
});

const encoder = await loadQuestionEncoder(flags.encoder);
const { articles, questions } = await readCollection(flags.collection);

const index = new EmbeddedFaqIndex(encoder, articles);
report('Embedded index', await attemptAll(async (question, locale) => index.search(question, { locale, limit: 10 })));
if (flags.elasticsearch) await reportElasticsearch(flags.elasticsearch);
reportLatency(`${articles.length} articles of the collection`, articles);
for (const locale of LOCALES) reportLatency(`${flags.synthetic} synthetic articles, all ${locale}`, synthesise(locale, Number(flags.synthetic)), locale);

type Search = (question: string, locale: Locale) => Promise<FaqHit[]>;

async function reportElasticsearch(url: string): Promise<void> {
  const server = await putOnElasticsearch(connectElasticsearch(url), encoder, articles);
  try {
    report('Elasticsearch', await attemptAll((question, locale) => server.search(question, locale)));
  } finally {
    await server.close();
  }
}

function report(adapter: string, trials: Trial[]): void {
  console.log(`${adapter}, part ${flags.part}, answering from score ${ANSWER_FROM_SCORE}`);
  reportSearch(trials);
  reportCutOffs(trials);
  if (flags.wrong) listWrong(trials);
}

function partOf(name: string): LabelledQuestion[] {
  const belongs = PARTS[name];
  if (!belongs) throw new Error(`--part must be one of ${Object.keys(PARTS).join(', ')}`);
  return questions.filter((_, line) => belongs(line));
}

async function attemptAll(search: Search): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const question of partOf(flags.part)) trials.push(await attempt(search, question));
  return trials;
}

async function attempt(search: Search, question: LabelledQuestion): Promise<Trial> {
  const hits = await search(question.text, question.locale);
  const rank = question.externalId === null ? 0 : hits.findIndex(({ article }) => article.externalId === question.externalId) + 1;
  return { question, hits, rank };
}

function reportSearch(trials: Trial[]): void {
  console.log(['', 'answerable', 'P@1', 'MRR@10', 'R@5', 'abstained', 'answered right', 'wrong article', 'unanswerable', 'answered (wrong)'].map(cell).join(''));
  for (const locale of [...LOCALES, undefined]) {
    const part = trials.filter(({ question }) => !locale || question.locale === locale);
    const [answerable, unanswerable] = [part.filter(isAnswerable), part.filter((trial) => !isAnswerable(trial))];
    const answers = (trial: Trial): boolean => answerFromArticles(trial.hits).kind === 'answer';
    const reciprocal = answerable.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / answerable.length;
    const row = [
      locale ?? 'overall', String(answerable.length), shareOf(answerable, ({ rank }) => rank === 1), reciprocal.toFixed(3),
      shareOf(answerable, ({ rank }) => rank > 0 && rank <= 5), shareOf(answerable, (trial) => !answers(trial)),
      shareOf(answerable, (trial) => answers(trial) && trial.rank === 1),
      shareOf(answerable, (trial) => answers(trial) && trial.rank !== 1), String(unanswerable.length), shareOf(unanswerable, answers),
    ];
    console.log(row.map(cell).join(''));
  }
}

function reportCutOffs(trials: Trial[]): void {
  console.log('\nWhat other cut-offs would do');
  console.log(['cut-off', 'answered right', 'wrong article', 'answered (wrong)'].map(cell).join(''));
  const [answerable, unanswerable] = [trials.filter(isAnswerable), trials.filter((trial) => !isAnswerable(trial))];
  for (const cutOff of CUT_OFFS) {
    const sure = ({ hits }: Trial): boolean => answerFromArticles(hits, cutOff).kind === 'answer';
    const right = shareOf(answerable, (trial) => sure(trial) && trial.rank === 1);
    const wrong = shareOf(answerable, (trial) => sure(trial) && trial.rank !== 1);
    console.log([cutOff.toFixed(2), right, wrong, shareOf(unanswerable, sure)].map(cell).join(''));
  }
}

function listWrong(trials: Trial[]): void {
  console.log('\nWrong article first, or answered though no article answers');
  for (const { question, hits, rank } of trials) {
    const wrong = question.externalId === null ? answerFromArticles(hits).kind === 'answer' : rank !== 1;
    const found = hits[0] ? `${hits[0].article.externalId} ${hits[0].score.toFixed(2)} (${hits[0].matched})` : 'nothing';
    if (wrong) console.log(`${question.locale}\t${question.externalId} at ${rank}\t${found}\t${question.text}`);
  }
}

function reportLatency(title: string, indexed: Article[], locale?: Locale): void {
  const startedAt = performance.now();
  const synthetic = new EmbeddedFaqIndex(encoder, indexed);
  const built = performance.now() - startedAt;
  const asked = questions.filter((question) => !locale || question.locale === locale);
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    for (const question of asked) {
      const searchStartedAt = performance.now();
      synthetic.search(question.text, question);
      if (round > 0) times.push(performance.now() - searchStartedAt);
    }
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  console.log(`\n${title}: built in ${built.toFixed(0)} ms; search p50 ${p50} ms, p99 ${p99} ms (${times.length} searches)`);
}

/** Articles whose wordings splice halves of the demo articles' wordings, each with a product name of its own. */
function synthesise(locale: Locale, count: number): Article[] {
  const source = articles.filter((article) => article.locale === locale);
  const wordings = source.flatMap(({ question, paraphrases }) => [question, ...paraphrases]);
  const random = randomNumbers();
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!;
  const splice = (name: string): string => {
    const [head, tail] = [pick(wordings), pick(wordings)];
    return `${head.slice(0, head.length / 2)} ${name} ${tail.slice(tail.length / 2)}`;
  };
  return Array.from({ length: count }, (_, at) => {
    const name = Array.from({ length: 3 }, () => pick(['ba', 'ko', 'ri', 'lu', 'zen', 'mi', 'tor', 'va', 'ne', 'sho', 'qui', 'pa'])).join('');
    const { answer, category, keywords } = pick(source);
    return { id: String(at), externalId: `synthetic-${at}`, locale, question: splice(name), answer, category, keywords, paraphrases: [1, 2, 3, 4].map(() => splice(name)) };
  });
}

/** Numbers 0..1 that are the same in every run (linear congruential, constants of Numerical Recipes). */
function randomNumbers(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

function isAnswerable({ question }: Trial): boolean {
  return question.externalId !== null;
}

function shareOf(trials: Trial[], holds: (trial: Trial) => boolean): string {
  return trials.length === 0 ? '-' : `${((trials.filter(holds).length / trials.length) * 100).toFixed(1)} %`;
}

function cell(text: string, column: number): string {
  return column === 0 ? text.padEnd(9) : text.padStart(18);
}
