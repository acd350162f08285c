import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INTENTS, LOCALES, SPLITS, type LabelledUtterance, type Locale } from '../types.js';

/**
 * Reads every `<locale>.jsonl` and `<locale>.<anything>.jsonl` of a folder, in the order of LOCALES and of file names.
 * @throws Error when a line is not a labelled utterance (naming file and line) or when there are none
 */
export async function readUtterances(dir: string): Promise<LabelledUtterance[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.jsonl') && !file.endsWith('.held-out.jsonl')).sort();
  const ofLocale = (locale: Locale) => files.filter((file) => file.startsWith(`${locale}.`)).map((file) => readFileOf(locale, join(dir, file)));
  const utterances = (await Promise.all(LOCALES.flatMap(ofLocale))).flat();
  if (utterances.length === 0) throw new Error(`No labelled utterances in ${dir}`);
  return utterances;
}

async function readFileOf(locale: Locale, file: string): Promise<LabelledUtterance[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, locale, `${file}:${at + 1}`)]));
}

function parseLine(line: string, locale: Locale, place: string): LabelledUtterance {
  const { text, intent, group, split } = parseObject(line, place);
  if (typeof text !== 'string' || typeof group !== 'string' || !isOneOf(INTENTS, intent) || !isOneOf(SPLITS, split)) {
    throw new Error(`${place}: needs text, group, a known intent and a known split`);
  }
  return { text, intent, group, split, locale };
}

function parseObject(line: string, place: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    throw new Error(`${place}: is not JSON`);
  }
}

function isOneOf<T extends string>(known: readonly T[], value: unknown): value is T {
  return known.some((entry) => entry === value);
}
