import { createHash } from 'node:crypto';
import { seededRandom, shuffle } from '#libs/kernel';
import { toUnitLength, type EncoderModel } from '../question-encoder.js';
import { contrast } from './contrast.js';
import type { WordingGroup } from './read-topics.js';
import { SparseAdam } from './sparse-adam.js';
import { readTrainingTexts, type TrainingText, type TrainingTexts } from './training-texts.js';

/** Raise it whenever the same data would give another model. */
const TRAINER_VERSION = 1;

/** Chosen on the calibration part of the topics. */
const DIMENSIONS = 128;
const EPOCHS = 8;
/** Each group is drawn from so often in an epoch. */
const DRAWS = 3;
const GROUPS_PER_BATCH = 192;
const TEXTS_PER_GROUP = 3;
/** Neighbouring groups, which are about nearly the same, come into one batch together: they are the hardest to tell apart. */
const NEIGHBOURS = 24;
const RATE = 0.004;
const TEMPERATURE = 0.12;
/** Share of a text's features that is left out in each step, so that none is relied on. */
const LEFT_OUT = 0.2;
const INITIAL_SCALE = 0.3;
const BYTE_MAX = 127;
const SEED = 20_261_128;

/**
 * Learns where texts lie from groups of wordings of the same question: those of one topic come together, those
 * of others move apart. The same groups give the same model.
 * @param onEpoch told after each epoch the mean loss of its batches
 */
export function trainEncoder(groups: readonly WordingGroup[], onEpoch: (epoch: number, loss: number) => void = () => {}): EncoderModel {
  const texts = readTrainingTexts(groups);
  const random = seededRandom(SEED);
  const table = Float32Array.from({ length: texts.hashes.length * DIMENSIONS }, () => (INITIAL_SCALE * gaussian(random)) / Math.sqrt(DIMENSIONS));
  const trainer = new Trainer(texts, table, random);
  for (let epoch = 1; epoch <= EPOCHS; epoch++) onEpoch(epoch, trainer.epoch());
  return { version: versionOf(groups), dimensions: DIMENSIONS, hashes: texts.hashes, ...toBytes(table, texts.rarities) };
}

/** What a model of these groups is called. */
export const versionOf = (groups: readonly WordingGroup[]): string => createHash('sha256').update(JSON.stringify([TRAINER_VERSION, groups])).digest('hex').slice(0, 16);

class Trainer {
  readonly #adam: SparseAdam;
  readonly #topics: Int32Array;

  constructor(
    private readonly texts: TrainingTexts,
    private readonly table: Float32Array,
    private readonly random: () => number,
  ) {
    this.#adam = new SparseAdam(table, DIMENSIONS, RATE);
    const names = new Map<string, number>();
    this.#topics = Int32Array.from(texts.groups, ({ topic }) => names.get(topic) ?? names.set(topic, names.size).size - 1);
  }

  epoch(): number {
    const order = this.#order();
    const losses: number[] = [];
    for (let draw = 0; draw < DRAWS; draw++) {
      for (let start = 0; start < order.length; start += GROUPS_PER_BATCH) losses.push(this.#step(order.subarray(start, start + GROUPS_PER_BATCH)));
    }
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }

  /** All groups, in blocks of neighbours whose borders and order change from epoch to epoch. */
  #order(): Uint32Array {
    const offset = Math.floor(this.random() * NEIGHBOURS);
    const { length } = this.texts.groups;
    const starts = Uint32Array.from({ length: Math.ceil((length + offset) / NEIGHBOURS) }, (_, block) => block);
    shuffle(starts, this.random);
    return Uint32Array.from([...starts].flatMap((block) => range(Math.max(0, block * NEIGHBOURS - offset), Math.min(length, (block + 1) * NEIGHBOURS - offset))));
  }

  #step(groups: Uint32Array): number {
    const drawn = [...groups].flatMap((group) => this.#draw(group));
    const sums = new Float32Array(drawn.length * DIMENSIONS);
    drawn.forEach(({ text }, at) => this.#sum(text, sums.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS)));
    const vectors = sums.slice();
    for (let at = 0; at < drawn.length; at++) toUnitLength(vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS));
    const slopes = new Float32Array(sums.length);
    const loss = contrast(vectors, Int32Array.from(drawn, ({ topic }) => topic), DIMENSIONS, TEMPERATURE, slopes);
    this.#adam.step(this.#slopesOfRows(drawn, sums, vectors, slopes));
    return loss;
  }

  #draw(group: number): { text: TrainingText; topic: number }[] {
    const { texts } = this.texts.groups[group]!;
    const order = Uint32Array.from(texts.keys());
    shuffle(order, this.random);
    return [...order.subarray(0, TEXTS_PER_GROUP)].map((at) => ({ text: this.#thinned(texts[at]!), topic: this.#topics[group]! }));
  }

  #thinned({ features, values }: TrainingText): TrainingText {
    const kept = values.map((value) => (this.random() < LEFT_OUT ? 0 : value / (1 - LEFT_OUT)));
    return { features, values: kept };
  }

  #sum({ features, values }: TrainingText, sum: Float32Array): void {
    features.forEach((feature, index) => {
      const value = values[index]!;
      if (value === 0) return;
      for (let at = 0; at < DIMENSIONS; at++) sum[at]! += value * this.table[feature * DIMENSIONS + at]!;
    });
  }

  /** The chain rule back through the division by the length and the sum of rows. */
  #slopesOfRows(drawn: { text: TrainingText }[], sums: Float32Array, vectors: Float32Array, slopes: Float32Array): Map<number, Float32Array> {
    const ofRows = new Map<number, Float32Array>();
    drawn.forEach(({ text: { features, values } }, text) => {
      const [start, end] = [text * DIMENSIONS, (text + 1) * DIMENSIONS];
      const slope = throughLength(sums.subarray(start, end), vectors.subarray(start, end), slopes.subarray(start, end));
      features.forEach((feature, index) => {
        const value = values[index]!;
        if (value === 0) return;
        const ofRow = ofRows.get(feature) ?? new Float32Array(DIMENSIONS);
        ofRows.set(feature, ofRow);
        for (let at = 0; at < DIMENSIONS; at++) ofRow[at]! += value * slope[at]!;
      });
    });
    return ofRows;
  }
}

function throughLength(sum: Float32Array, vector: Float32Array, slope: Float32Array): Float32Array {
  const length = Math.hypot(...sum) || 1;
  const along = vector.reduce((total, value, at) => total + value * slope[at]!, 0);
  return slope.map((value, at) => (value - along * vector[at]!) / length);
}

/** Rows times rarity, rounded to bytes by each row's largest number. */
function toBytes(table: Float32Array, rarities: Float32Array): Pick<EncoderModel, 'scales' | 'rows'> {
  const rows = new Int8Array(table.length);
  const scales = rarities.map((rarity, row) => {
    const numbers = table.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    const scale = numbers.reduce((largest, number) => Math.max(largest, Math.abs(number)), 0) / BYTE_MAX || 1;
    numbers.forEach((number, at) => (rows[row * DIMENSIONS + at] = Math.round(number / scale)));
    return scale * rarity;
  });
  return { scales, rows };
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/** A normally distributed number (Box & Muller 1958). */
const gaussian = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
