import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EntityType, Intent, Locale } from '#libs/contracts';
import { LOCALES } from '../types.js';

/** A message whose intent is known, and which things it names when somebody marked them. */
export interface JudgedMessage {
  text: string;
  intent: Intent;
  locale: Locale;
  /** Null when nobody marked them. */
  entities: { type: EntityType; value: string }[] | null;
  /** Where it comes from, for lists of what is wrong. */
  group: string;
}

/** A message that is known to hold these wishes. */
export interface JudgedParts {
  text: string;
  locale: Locale;
  parts: { text: string; intent: Intent }[];
}

const Entities = z.array(z.object({ type: EntityType, value: z.string() }));
const Utterance = z.object({ text: z.string(), intent: Intent, entities: Entities.optional(), group: z.string().optional(), split: z.string().optional() });
const Parts = z.object({ text: z.string(), locale: Locale, parts: z.array(z.object({ text: z.string(), intent: Intent })).min(1) });

const HELD_OUT = 'held-out';

/**
 * The messages of one split of `<locale>.jsonl` and its further files, or with `held-out` those of `<locale>.held-out.jsonl`.
 * @throws Error when a line is not one
 */
export async function readJudgedMessages(dir: string, split: string): Promise<JudgedMessage[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.jsonl') && file.endsWith(`.${HELD_OUT}.jsonl`) === (split === HELD_OUT)).sort();
  const ofLocale = (locale: Locale) => files.filter((file) => file.startsWith(`${locale}.`)).map((file) => readMessages(dir, file, locale, split));
  return (await Promise.all(LOCALES.flatMap(ofLocale))).flat();
}

async function readMessages(dir: string, file: string, locale: Locale, split: string): Promise<JudgedMessage[]> {
  const lines = await readLines(join(dir, file), Utterance);
  const marked = split === HELD_OUT || file === `${locale}.jsonl`;
  const wanted = lines.filter((line) => split === HELD_OUT || line.split === split);
  return wanted.map(({ text, intent, entities, group }) => ({ text, intent, locale, entities: marked ? (entities ?? []) : null, group: group ?? file }));
}

/** Of `multi.jsonl` and its further files, or of `multi.held-out.jsonl`; none when there is no such file. @throws Error when a line is not one */
export async function readJudgedParts(dir: string, split: 'calibration' | 'held-out'): Promise<JudgedParts[]> {
  const files = (await readdir(dir)).filter((file) => /^multi\b.*\.jsonl$/.test(file) && file.endsWith(`.${HELD_OUT}.jsonl`) === (split === HELD_OUT)).sort();
  return (await Promise.all(files.map((file) => readLines(join(dir, file), Parts)))).flat();
}

async function readLines<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T>[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line, schema, `${file}:${at + 1}`)]));
}

function parseLine<T extends z.ZodType>(line: string, schema: T, place: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new Error(`${place}: is no judged line`, { cause: error });
  }
}
