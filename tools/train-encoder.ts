/**
 * Trains the question encoder of FAQ search on data/faq-topics and the groups of data/intents, and writes the model
 * file, which is kept in the repository: training takes about a minute, and the same data give the same file.
 * Usage: npm run train:encoder -- [--part all] [--out data/models/question-encoder.bin]
 * `--part fit` leaves the calibration part of the topics out (every eighth), to fit match weights and cut-offs on it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { projectPath } from '#libs/kernel';
import { readEncoderGroups, serializeEncoder, trainEncoder, TOPIC_PARTS, type TopicPart } from '#libs/knowledge';

const { values: flags } = parseArgs({
  options: { part: { type: 'string', default: 'all' }, out: { type: 'string', default: 'data/models/question-encoder.bin' } },
});
if (!TOPIC_PARTS.includes(flags.part as TopicPart)) throw new Error(`--part must be one of ${TOPIC_PARTS.join(', ')}`);

const startedAt = performance.now();
const groups = await readEncoderGroups(projectPath('data'), flags.part as TopicPart);
console.log(`${groups.length} groups, ${groups.reduce((sum, { texts }) => sum + texts.length, 0)} texts`);
const model = trainEncoder(groups, (epoch, loss) => console.log(`epoch ${epoch}: loss ${loss.toFixed(3)}, ${seconds()} s`));
const bytes = serializeEncoder(model);
await mkdir(dirname(flags.out), { recursive: true });
await writeFile(flags.out, bytes);
console.log(`Model ${model.version}: ${model.hashes.length} features, ${Math.round(bytes.length / 1024)} KB, ${seconds()} s: ${flags.out}`);

function seconds(): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1);
}
