/**
 * Replays questions as customers ask them, and tells how many are answered without a model call, and how many wrongly,
 * against always calling a model.
 * Usage: npm run eval:savings -- [--collection data/faq-eval|data/faq-check|data/demo] [--questions 20000] [--exponent 1] [--unanswerable 0.1] [--varied 0.5] [--refuses 0,0.9,1] [--seed 1]
 *
 * data/faq-eval is harder than daily traffic, and nothing was fitted to it; half of the questions of data/demo were fitted to.
 * Traffic: the collection's subjects by Zipf's law with the exponent, their wordings too; the share `unanswerable` is of
 * questions that no article answers; the share `varied` gets case, marks, politeness or a typo of its own.
 * Path: search, the decision to answer, the cache of answers with its near duplicates and the FAQ agent are the real ones,
 * at their own cut-offs; the cache begins empty. The router is left out: every question reaches the FAQ agent.
 * The model is a stand-in, the same in both columns: it answers right when the right article is among the five found;
 * when it is not, it says so for the share `refuses` of the wordings, however typed, and answers wrongly from the best article for the rest.
 * `always calling` asks it about every question. Wrong: an answer from another article than the one that answers the question.
 */
import { parseArgs } from 'node:util';
import { readSubjects } from './questions.js';
import { replay, type Outcome } from './replay.js';
import { makeTraffic } from './traffic.js';

const { values: flags } = parseArgs({
  options: {
    collection: { type: 'string', default: 'data/faq-eval' },
    questions: { type: 'string', default: '20000' },
    exponent: { type: 'string', default: '1' },
    unanswerable: { type: 'string', default: '0.1' },
    varied: { type: 'string', default: '0.5' },
    refuses: { type: 'string', default: '0,0.9,1' },
    seed: { type: 'string', default: '1' },
  },
});

const BY = ['article', 'kept', 'model'] as const;
const LOCALES = ['en', 'zh-TW', 'zh-CN'] as const;
const HEAD = ['', 'questions', 'without a call', 'calls', 'answered', 'wrong', '… of articles', '… kept', '… of the model', 'answered (always)', 'wrong (always)'];

const options = { questions: Number(flags.questions), exponent: Number(flags.exponent), unanswerable: Number(flags.unanswerable), varied: Number(flags.varied), seed: Number(flags.seed) };
const collection = await readSubjects(flags.collection);
const traffic = makeTraffic(collection, options);
console.log(`${options.questions} questions, ${new Set(traffic.map(({ text }) => text)).size} different; Zipf exponent ${options.exponent}, ${percent(options.unanswerable)} unanswerable, ${percent(options.varied)} varied, seed ${options.seed}`);

for (const refuses of flags.refuses.split(',').map(Number)) {
  const startedAt = performance.now();
  const outcomes = await replay(collection.articles, traffic, refuses);
  console.log(`\nThe model says that it does not know for ${percent(refuses)} of the questions whose article was not found (${((performance.now() - startedAt) / 1_000).toFixed(0)} s)`);
  console.log(HEAD.map(cell).join(''));
  for (const locale of LOCALES) console.log(rowOf(locale, outcomes.filter(({ asked }) => asked.locale === locale)));
  console.log(rowOf('overall', outcomes));
}

function rowOf(title: string, outcomes: readonly Outcome[]): string {
  const share = (holds: (outcome: Outcome) => boolean): string => percent(outcomes.filter(holds).length / outcomes.length);
  const calls = outcomes.filter(({ called }) => called).length;
  return [title, String(outcomes.length), share(({ called }) => !called), String(calls), share(({ answered }) => answered), share(({ wrong }) => wrong), ...BY.map((by) => share((outcome) => outcome.wrong && outcome.by === by)), share(({ baselineAnswered }) => baselineAnswered), share(({ baselineWrong }) => baselineWrong)].map(cell).join('');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function cell(text: string, column: number): string {
  return column === 0 ? text.padEnd(9) : text.padStart(19);
}
