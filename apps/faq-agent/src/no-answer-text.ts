import type { Locale, Routing } from '#libs/contracts';
import { isSmallTalk } from './is-small-talk.js';

const NO_ANSWER: Record<Locale, string> = {
  en: 'I could not find an answer to that in our help articles. You can put it in other words, or ask for a human and I will pass you on.',
  'zh-TW': '我在說明文章中找不到這個問題的答案。您可以換個說法再問一次，或告訴我「轉真人客服」，我會幫您轉接。',
  'zh-CN': '我在帮助文章里没有找到这个问题的答案。您可以换个说法再问一次，或者告诉我“转人工”，我会帮您转接。',
};

/** For a message that is not a question to the shop at all, such as a greeting. */
const OTHER: Record<Locale, string> = {
  en: 'Hello! I can help with questions about orders, delivery, payment, returns and your account. What would you like to know? If you would rather talk to a human, just say so.',
  'zh-TW': '您好！我可以協助訂單、配送、付款、退換貨與帳號等問題，請問想了解什麼？若想與真人客服對話，請直接告訴我。',
  'zh-CN': '您好！我可以帮您解答订单、配送、支付、退换货和账号等问题，请问想了解什么？如果想找人工客服，直接告诉我就行。',
};

/** What is said when no article answers: the truth, and the way to a human. */
export const noAnswerText = ({ guess, locale }: Pick<Routing, 'guess' | 'locale'>, text: string): string => (guess === 'other' && isSmallTalk(text) ? OTHER : NO_ANSWER)[locale];
