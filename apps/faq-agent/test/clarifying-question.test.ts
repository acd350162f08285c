import { expect, it } from '@jest/globals';
import { Intent, Locale } from '#libs/contracts';
import { detectLocale } from '#libs/intents';
import { clarifyingQuestion } from '../src/clarifying-question.js';

it.each(Locale.options)('asks in one short sentence that names both meanings (%s)', (locale) => {
  for (const first of Intent.options)
    for (const second of Intent.options) {
      if (first === second) continue;
      const question = clarifyingQuestion([first, second], locale);
      expect(question.length).toBeLessThan(120);
      expect(question).not.toBe(clarifyingQuestion([second, first], locale));
      expect(detectLocale(question, locale === 'zh-CN' ? 'zh-TW' : 'zh-CN')).toBe(locale);
    }
});
