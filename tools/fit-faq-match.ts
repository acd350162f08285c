/**
 * Fits the weights of the match score (libs/knowledge) and prints them: to part `fit` of the demo's questions, and to
 * the calibration part of data/faq-topics, asked of an encoder that has not seen it.
 * Usage: npm run train:encoder -- --part fit --out .data/encoder-fit.bin && npm run fit:faq -- --encoder .data/encoder-fit.bin
 */
import { parseArgs } from 'node:util';
import { projectPath } from '#libs/kernel';
import { fitExamples, fitMatchWeights, loadQuestionEncoder, readTopicCatalogue } from '#libs/knowledge';
import { readCollection } from './shared/faq-collection.js';

const { values: flags } = parseArgs({ options: { encoder: { type: 'string', default: '.data/encoder-fit.bin' } } });

const encoder = await loadQuestionEncoder(flags.encoder);
const demo = await readCollection('data/demo');
const topics = await readTopicCatalogue(projectPath('data'), 'calibration');
const examples = [
  ...fitExamples(encoder, demo.articles, demo.questions.filter((_, line) => line % 2 === 0)),
  ...fitExamples(encoder, topics.articles, topics.questions),
];
const { weights, bias } = fitMatchWeights(examples);
console.log(`${examples.length} examples, of which ${examples.filter(({ candidates }) => candidates.some(({ right }) => right)).length} have an answer`);
console.log(JSON.stringify({ weights, bias }, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(2)) : value), 2));
