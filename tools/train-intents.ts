/**
 * Trains the router's intent classifier and writes the model file.
 * Usage: node dist/tools/train-intents.js [--data data/intents] [--articles data/demo/faqs.json] [--out dist/models/intents.json]
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { readArticleQuestions, readUtterances, serializeModel, trainIntentModel } from '#libs/intents';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: 'data/intents' },
    articles: { type: 'string', default: 'data/demo/faqs.json' },
    out: { type: 'string', default: 'dist/models/intents.json' },
  },
});

const startedAt = performance.now();
const utterances = [...(await readUtterances(flags.data)), ...(await readArticleQuestions(flags.articles))];
const model = trainIntentModel(utterances);
const serialized = serializeModel(model);
await mkdir(dirname(flags.out), { recursive: true });
// A server that starts meanwhile must find the old file or the new one, never half of it.
await writeFile(`${flags.out}.part`, serialized);
await rename(`${flags.out}.part`, flags.out);

const trained = utterances.filter(({ split }) => split === 'train').length;
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`Trained intent model ${model.version} on ${trained} utterances in ${seconds} s: ${flags.out}, ${Math.round(serialized.length / 1024)} KB`);
