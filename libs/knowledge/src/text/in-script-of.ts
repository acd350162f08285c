import { ConverterFactory, type DictGroup } from 'opencc-js/core';
import * as fromSimplified from 'opencc-js/preset/cn2t';
import * as fromTraditional from 'opencc-js/preset/t2cn';
import { traditionalLead } from '#libs/intents';
import type { Locale } from '../types.js';
import { TRADITIONAL_WORDS } from './traditional-words.js';

type Convert = (text: string) => string;

/** Used in Traditional text alone, and in no word list of the converter. */
const LEFT_OVER = /妳/g;

/** Building one takes up to a quarter of a second and 25 MB, so only where it is needed. */
const once = (build: () => Convert): Convert => {
  let convert: Convert | undefined;
  return (text) => (convert ??= build())(text);
};

/** The package's own types of its presets do not resolve. */
const groups = (preset: Record<string, readonly unknown[]>, locale: string): DictGroup[] => preset[locale] as DictGroup[];

/** Word by word where a character alone does not tell (头发 and 发货, 乾燥 and 乾坤), with the forms that Taiwan uses; the words stay the same (软件 is not 軟體). */
const CONVERT: Partial<Record<Locale, Convert>> = {
  'zh-TW': once(() => ConverterFactory(...groups(fromSimplified.from, 'cn').map((words) => [TRADITIONAL_WORDS, ...words]), ...groups(fromSimplified.to, 'tw'))),
  'zh-CN': once(() => {
    const convert = ConverterFactory(...groups(fromTraditional.from, 'tw'), ...groups(fromTraditional.to, 'cn'));
    return (text) => convert(text).replace(LEFT_OVER, '你');
  }),
};

/**
 * Text in the Chinese script that readers of `asked` read; other languages, and what is in that script already, stay as they are.
 * @param written the language the text is said to be in: decides where its characters are the same in both scripts
 */
export function inScriptOf(asked: Locale, text: string, written: Locale): string {
  const convert = CONVERT[asked];
  return convert && scriptOf(text, written) !== asked ? convert(text) : text;
}

function scriptOf(text: string, written: Locale): Locale {
  const lead = traditionalLead(text);
  if (lead === 0) return written;
  return lead > 0 ? 'zh-TW' : 'zh-CN';
}
