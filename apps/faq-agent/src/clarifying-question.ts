import type { Intent, Locale } from '#libs/contracts';

/** What each meaning is called when the contact is asked which it is. */
const MEANINGS: Record<Locale, Record<Intent, string>> = {
  en: {
    faq: 'general information',
    order: 'one of your orders',
    refund: 'a refund or a return',
    technical: 'a technical problem',
    human: 'speaking to a person',
    other: 'something else',
  },
  'zh-TW': { faq: '一般資訊', order: '您的訂單', refund: '退款或退換貨', technical: '技術問題', human: '轉接真人客服', other: '其他事情' },
  'zh-CN': { faq: '一般信息', order: '您的订单', refund: '退款或退换货', technical: '技术问题', human: '转接人工客服', other: '其他事情' },
};

const QUESTION: Record<Locale, (first: string, second: string) => string> = {
  en: (first, second) => `I want to be sure I understand you: is this about ${first}, or about ${second}?`,
  'zh-TW': (first, second) => `想先跟您確認一下：您想問的是「${first}」，還是「${second}」？`,
  'zh-CN': (first, second) => `想先跟您确认一下：您想问的是“${first}”，还是“${second}”？`,
};

/** Asks which of two meanings a message has, in the contact's language. */
export const clarifyingQuestion = ([first, second]: readonly [Intent, Intent], locale: Locale): string => QUESTION[locale](MEANINGS[locale][first], MEANINGS[locale][second]);
