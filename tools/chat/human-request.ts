// Characters that differ between the two scripts and are frequent in customers' messages.
const SIMPLIFIED = /[们个来时说对为问订单货这还钱买卖账号电话请帮谢吗]/g;
const TRADITIONAL = /[們個來時說對為問訂單貨這還錢買賣帳號電話請幫謝嗎]/g;
const HAN = /\p{Script=Han}/u;

const SENTENCES = {
  en: 'I would like to talk to a human, please.',
  'zh-Hant': '我想轉接真人客服。',
  'zh-Hans': '我想转人工客服。',
};

type Language = keyof typeof SENTENCES;

/** The wish for a human in the language of the contact's last message, or of their system before one. */
export function humanRequest(lastMessage: string | undefined, env: NodeJS.ProcessEnv): string {
  const systemLanguage = languageOfLocale(env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  return SENTENCES[lastMessage === undefined ? systemLanguage : languageOfText(lastMessage, systemLanguage)];
}

/** Text whose characters are the same in both scripts follows the system, then Traditional. */
function languageOfText(text: string, systemLanguage: Language): Language {
  if (!HAN.test(text)) return 'en';
  const lead = count(text, SIMPLIFIED) - count(text, TRADITIONAL);
  if (lead !== 0) return lead > 0 ? 'zh-Hans' : 'zh-Hant';
  return systemLanguage === 'en' ? 'zh-Hant' : systemLanguage;
}

function languageOfLocale(locale: string): Language {
  if (!/^zh/i.test(locale)) return 'en';
  return /^zh[-_](tw|hk|mo|hant)/i.test(locale) ? 'zh-Hant' : 'zh-Hans';
}

function count(text: string, characters: RegExp): number {
  return text.match(characters)?.length ?? 0;
}
