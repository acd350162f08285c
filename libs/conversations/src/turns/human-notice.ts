import type { Locale } from '#libs/contracts';

/** Told, and not stored, when a message goes straight to the human who has the conversation. */
const NOTICES: Record<Locale, string> = {
  en: 'Your message has been passed on to our team. A colleague will reply here.',
  'zh-TW': '您的訊息已轉給我們的客服團隊，會有專人在這裡回覆您。',
  'zh-CN': '您的消息已转给我们的客服团队，会有专人在这里回复您。',
};

export const humanNotice = (locale: Locale | null): string => NOTICES[locale ?? 'en'];
