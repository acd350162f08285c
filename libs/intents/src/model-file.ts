import { readFile } from 'node:fs/promises';
import { IntentClassifier } from './intent-classifier.js';
import { CLASS_COUNT, type IntentModel } from './intent-model.js';
import { INTENTS } from './types.js';

const FORMAT = 'switchboard-intents/1';
const BYTE_MAX = 127;

/** Weights rounded to one byte each; a weight is its byte times `scale`. */
export interface QuantizedWeights {
  scale: number;
  bytes: Int8Array;
}

/** Rounds weights to 255 steps between the largest weight and its negative: a quarter of the size, same decisions. */
export function quantizeWeights(weights: Float32Array): QuantizedWeights {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest / BYTE_MAX || 1;
  const bytes = new Int8Array(weights.length);
  for (let at = 0; at < weights.length; at += 1) bytes[at] = Math.round(weights[at]! / scale);
  return { scale, bytes };
}

/** The weights that quantized ones stand for. */
export function restoreWeights({ scale, bytes }: QuantizedWeights): Float32Array {
  const weights = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) weights[at] = bytes[at]! * scale;
  return weights;
}

/** The model as JSON: a readable header and the rounded weights in base64. */
export function serializeModel(model: IntentModel): string {
  const { scale, bytes } = quantizeWeights(model.weights);
  const { version, hashBits, calibration } = model;
  const weights = Buffer.from(bytes.buffer).toString('base64');
  return JSON.stringify({ format: FORMAT, version, intents: INTENTS, hashBits, calibration, scale, weights });
}

/**
 * The inverse of `serializeModel`.
 * @throws Error when the text is not such a model, or one for other intents
 */
export function parseModel(serialized: string): IntentModel {
  const stored = JSON.parse(serialized) as Record<string, unknown>;
  if (stored['format'] !== FORMAT) throw new Error(`Not an intent model of format ${FORMAT}`);
  if (String(stored['intents']) !== String(INTENTS)) throw new Error(`The intent model knows other intents: ${String(stored['intents'])}`);
  const { version, hashBits, calibration } = stored as unknown as IntentModel;
  const raw = Buffer.from(String(stored['weights']), 'base64');
  if (raw.length !== CLASS_COUNT * 2 ** hashBits) throw new Error(`The intent model is cut short: ${raw.length} weights`);
  const bytes = new Int8Array(raw.buffer, raw.byteOffset, raw.length);
  return { version, hashBits, calibration, weights: restoreWeights({ scale: Number(stored['scale']), bytes }) };
}

/**
 * Reads a model file written by `tools/train-intents.ts`.
 * @throws Error when the file is missing or is not a model
 */
export async function loadIntentModel(path: string): Promise<IntentClassifier> {
  return new IntentClassifier(parseModel(await readFile(path, 'utf8')));
}
