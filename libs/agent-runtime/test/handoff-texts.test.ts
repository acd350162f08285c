import { describe, expect, it } from '@jest/globals';
import { HandoffReason, Intent, Locale } from '#libs/contracts';
import { handoffText } from '../src/index.js';

const cases = HandoffReason.options.flatMap((reason) => [...Intent.options, null].flatMap((intent) => Locale.options.map((locale) => ({ reason, intent, locale }))));
const PERSON: Record<Locale, RegExp> = { en: /colleague/, 'zh-TW': /客服人員/, 'zh-CN': /人工客服/ };

describe('what a contact is told at a handoff', () => {
  it.each(cases)('says in $locale that a person answers ($reason, $intent)', ({ reason, intent, locale }) => {
    expect(handoffText(reason, intent, locale)).toMatch(PERSON[locale]);
  });

  it.each(['order', 'refund', 'technical'] as const)('gives the true reason where the %s agent is not built yet', (intent) => {
    expect(handoffText('agent_not_available', intent, 'en')).toMatch(/myself yet/);
    expect(handoffText('agent_not_available', intent, 'en')).not.toMatch(/sorry/i);
  });

  it.each(['dead_letter', 'stalled'] as const)('says sorry for what went wrong on our side (%s)', (reason) => {
    expect(handoffText(reason, 'faq', 'en')).toMatch(/sorry/i);
  });

  it.each(Locale.options)('says nothing of money when the budget is spent (%s)', (locale) => {
    const text = handoffText('budget_spent', 'faq', locale);
    expect(text).not.toMatch(/budget|money|cost|limit|quota|sorry|model|預算|预算|費|费|錢|钱|額度|额度|抱歉/i);
    expect(text).not.toBe(handoffText('stalled', 'faq', locale));
  });
});
