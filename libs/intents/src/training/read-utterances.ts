import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INTENTS, LOCALES, SPLITS, type LabelledUtterance, type Locale } from '../types.js';

/**
 * Reads `<dir>/<locale>.jsonl` for every locale that has such a file, in the order of LOCALES.
 * @throws Error when a line is not a labelled utterance (naming file and line) or when no file is there
 */
export async function readUtterances(dir: string): Promise<LabelledUtterance[]> {
  const perLocale = await Promise.all(LOCALES.map((locale) => readLocale(dir, locale)));
  const utterances = perLocale.flat();
  if (utterances.length === 0) throw new Error(`No labelled utterances in ${dir}`);
  return utterances;
}

async function readLocale(dir: string, locale: Locale): Promise<LabelledUtterance[]> {
  const file = join(dir, `${locale}.jsonl`);
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return content.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, locale, `${file}:${at + 1}`)]));
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
