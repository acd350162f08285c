import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Locale } from '#libs/contracts';
import { readUtterances, type LabelledUtterance } from '#libs/intents';
import type { Article, LabelledQuestion } from '../../types.js';
import { featureHash } from '../feature-hash.js';

/** A question as a help centre titles it, and wordings of it. */
const TopicLine = z.object({
  topic: z.string().min(1),
  locale: Locale,
  title: z.string().min(1),
  keywords: z.array(z.string().min(1)),
  wordings: z.array(z.string().min(1)).min(2),
  /** Of the topics of the calibration part, so that they make articles. */
  answer: z.string().min(1).optional(),
});
type TopicLine = z.infer<typeof TopicLine>;

/** Short phrases of people who mean a topic that has a line of its own. */
const PhrasesLine = z.object({ topic: z.string().min(1), locale: Locale, phrases: z.array(z.string().min(1)).min(2) });
type PhrasesLine = z.infer<typeof PhrasesLine>;
const PHRASES_FILE = /^phrases\./;

/** Wordings of one question in one language; those of other languages have the same `topic`. */
export interface WordingGroup {
  topic: string;
  texts: string[];
}

/** Intents whose groups are about one question; of the others a group is about one mood. */
const ABOUT_A_QUESTION: ReadonlySet<string> = new Set(['faq', 'order', 'refund', 'technical']);
/** Larger groups gather whatever one intent has, and say little about a question. */
const MOST_OF_A_QUESTION = 60;

interface Topics {
  topics: TopicLine[];
  phrases: PhrasesLine[];
}

/**
 * Reads every `.jsonl` file of the folder of topics, in the order of their names.
 * @throws Error naming file and line when one is not as it should be
 */
async function readTopics(data: string, part: TopicPart): Promise<Topics> {
  const folder = join(data, 'faq-topics');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort();
  const isOfPart = ({ topic }: { topic: string }): boolean => inPart(topic, part);
  const [phrases, topics] = [files.filter((file) => PHRASES_FILE.test(file)), files.filter((file) => !PHRASES_FILE.test(file))];
  return {
    topics: (await Promise.all(topics.map((file) => readLines(join(folder, file), TopicLine)))).flat().filter(isOfPart),
    phrases: (await Promise.all(phrases.map((file) => readLines(join(folder, file), PhrasesLine)))).flat().filter(isOfPart),
  };
}

async function readLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.flatMap((line, at) => {
    if (line === '') return [];
    const parsed = schema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${path}:${at + 1} is not as it should be: ${z.prettifyError(parsed.error)}`);
    return [parsed.data];
  });
}

/** A topic's title and keywords are wordings of it too. */
const groupOf = ({ topic, title, keywords, wordings }: TopicLine): WordingGroup => ({ topic, texts: [title, keywords.join(' , '), ...wordings] });

/** The groups of the intent classifier's training utterances that are about one question each. */
export async function readUtteranceGroups(folder: string): Promise<WordingGroup[]> {
  const groups = new Map<string, WordingGroup>();
  for (const utterance of await readUtterances(folder)) {
    if (!teaches(utterance)) continue;
    const key = `${utterance.locale} ${utterance.group}`;
    const group = groups.get(key) ?? { topic: `utterances ${utterance.group}`, texts: [] };
    group.texts.push(utterance.text);
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ texts }) => texts.length > 2 && texts.length <= MOST_OF_A_QUESTION);
}

const teaches = ({ split, intent }: LabelledUtterance): boolean => split === 'train' && ABOUT_A_QUESTION.has(intent);

/** `fit`: without the topics kept for calibration; `calibration`: those alone. */
export const TOPIC_PARTS = ['all', 'fit', 'calibration'] as const;
export type TopicPart = (typeof TOPIC_PARTS)[number];

const CALIBRATION_SHARE = 8;

/** Whether a topic belongs to a part; translations of one topic always belong together. */
export function inPart(topic: string, part: TopicPart): boolean {
  const isCalibration = featureHash(topic) % CALIBRATION_SHARE === 0;
  return part === 'all' || (part === 'calibration') === isCalibration;
}

/** The topics of a part as a help centre would have them, the first two wordings as paraphrases, and the questions that are the other wordings. */
export async function readTopicCatalogue(data: string, part: TopicPart): Promise<{ articles: Article[]; questions: LabelledQuestion[] }> {
  const { topics } = await readTopics(data, part);
  return {
    articles: topics.map(({ topic, locale, title, keywords, wordings, answer }, at) => ({
      id: `topic-${at}`,
      externalId: topic,
      locale,
      question: title,
      answer: answer ?? '',
      category: null,
      keywords,
      paraphrases: wordings.slice(0, PARAPHRASES),
    })),
    questions: topics.flatMap(({ topic, locale, wordings }) => wordings.slice(PARAPHRASES).map((text) => ({ text, locale, externalId: topic }))),
  };
}

const PARAPHRASES = 2;

/** What the encoder learns from: topics of a part, phrases next to their topics, and the intent classifier's groups. @param data the folder of data */
export async function readEncoderGroups(data: string, part: TopicPart): Promise<WordingGroup[]> {
  const { topics, phrases } = await readTopics(data, part);
  const phrasesOf = new Map<string, PhrasesLine[]>();
  for (const line of phrases) phrasesOf.set(keyOf(line), [...(phrasesOf.get(keyOf(line)) ?? []), line]);
  const groups = topics.flatMap((topic): WordingGroup[] => [
    groupOf(topic),
    ...(phrasesOf.get(keyOf(topic)) ?? []).map((own) => ({ topic: topic.topic, texts: [topic.title, ...own.phrases] })),
  ]);
  return [...groups, ...(await readUtteranceGroups(join(data, 'intents')))];
}

const keyOf = ({ topic, locale }: { topic: string; locale: Locale }): string => `${locale} ${topic}`;
