/**
 * Measures what the router makes of messages, per language and overall, against what is wanted of it: intents, parts,
 * entities, and how long it takes. On the untouched held-out files where there are any, and on the older test split.
 * Usage: npm run eval:router -- [--data data/intents] [--model dist/models/intents.json] [--split test] [--wrong]
 * `--split` measures that split alone; `--wrong` also lists what was decided wrongly.
 */
import { parseArgs } from 'node:util';
import { loadIntentModel, readJudgedMessages, readJudgedParts } from '#libs/intents';
import { reportEntities } from './report-entities.js';
import { reportIntents } from './report-intents.js';
import { reportParts } from './report-parts.js';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: 'data/intents' },
    model: { type: 'string', default: 'dist/models/intents.json' },
    split: { type: 'string' },
    wrong: { type: 'boolean', default: false },
  },
});

const loadStartedAt = performance.now();
const classifier = await loadIntentModel(flags.model);
console.log(`Model ${classifier.version}, loaded in ${(performance.now() - loadStartedAt).toFixed(1)} ms`);
const { temperature, otherBias, sureConfidence } = classifier.calibration;
console.log(`Sure from ${sureConfidence.toFixed(3)}, bias of other ${otherBias.toFixed(3)}, temperature ${temperature.toFixed(3)}`);

for (const split of flags.split ? [flags.split] : ['held-out', 'test']) {
  const messages = await readJudgedMessages(flags.data, split);
  if (messages.length === 0) continue;
  console.log(`\n######## ${split}: ${messages.length} messages`);
  reportIntents(classifier, messages, flags.wrong);
  reportEntities(classifier, messages, { relativeDates: split === 'held-out', listWrong: flags.wrong });
}
for (const split of ['held-out', 'calibration'] as const) {
  const messages = await readJudgedParts(flags.data, split);
  if (messages.length === 0) continue;
  console.log(`\n######## parts, ${split}: ${messages.length} messages${split === 'calibration' ? ', by which the cutting was set: no figures to quote' : ''}`);
  reportParts(classifier, messages, flags.wrong);
}
