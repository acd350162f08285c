import type { HandoffReason, Intent, Locale } from '#libs/contracts';

type Texts = Record<Locale, string>;

const ASKED: Texts = {
  en: 'Of course. I am passing this conversation to a colleague, who will reply to you here.',
  'zh-TW': '好的，我會把這段對話轉給客服人員，稍後會有專人在這裡回覆您。',
  'zh-CN': '好的，我会把这段对话转给人工客服，稍后会有专人在这里回复您。',
};

const FAILED: Texts = {
  en: 'I am sorry, something went wrong on our side and I could not answer. I have passed your message to a colleague, who will reply to you here.',
  'zh-TW': '很抱歉，我們這邊出了點狀況，無法回答您的問題。我已把您的訊息轉給客服人員，稍後會有專人在這裡回覆您。',
  'zh-CN': '非常抱歉，我们这边出了点问题，没能回答您。我已把您的消息转给人工客服，稍后会有专人在这里回复您。',
};

/** Why no model may answer is the shop's business, not the contact's. */
const BUDGET_SPENT: Texts = {
  en: 'This is best answered by a person, so I have passed your message to a colleague, who will reply to you here.',
  'zh-TW': '這個問題由專人為您說明會更清楚，我已把您的訊息轉給客服人員，稍後會有專人在這裡回覆您。',
  'zh-CN': '这个问题由专人为您说明会更清楚，我已把您的消息转给人工客服，稍后会有专人在这里回复您。',
};

const NOT_AVAILABLE: Record<'order' | 'refund' | 'technical', Texts> = {
  order: {
    en: 'I cannot look into orders myself yet, so I have passed this to a colleague, who will reply to you here.',
    'zh-TW': '我目前還無法自行查詢或處理訂單，已將您的問題轉給客服人員，稍後會有專人在這裡回覆您。',
    'zh-CN': '我目前还不能自己查询或处理订单，已把您的问题转给人工客服，稍后会有专人在这里回复您。',
  },
  refund: {
    en: 'I cannot handle refunds and returns myself yet, so I have passed this to a colleague, who will reply to you here.',
    'zh-TW': '我目前還無法自行處理退款與退換貨，已將您的問題轉給客服人員，稍後會有專人在這裡回覆您。',
    'zh-CN': '我目前还不能自己处理退款和退换货，已把您的问题转给人工客服，稍后会有专人在这里回复您。',
  },
  technical: {
    en: 'I cannot solve technical problems myself yet, so I have passed this to a colleague, who will reply to you here.',
    'zh-TW': '我目前還無法自行排除技術問題，已將您的問題轉給客服人員，稍後會有專人在這裡回覆您。',
    'zh-CN': '我目前还不能自己排查技术问题，已把您的问题转给人工客服，稍后会有专人在这里回复您。',
  },
};

const LEFT_TO_COLLEAGUE: Texts = {
  en: 'I have no answer to that myself; a colleague will look into it as well.',
  'zh-TW': '這部分我無法回答，客服人員會一併為您處理。',
  'zh-CN': '这部分我回答不了，人工客服会一并为您处理。',
};

/** What is said of a wish that nobody handed over, in a reply with which the conversation goes to a human anyway. */
export const leftToColleagueText = (locale: Locale): string => LEFT_TO_COLLEAGUE[locale];

/** What the contact is told when a turn goes to a human: the true reason, in their language. */
export function handoffText(reason: HandoffReason, intent: Intent | null, locale: Locale): string {
  if (reason === 'contact_asked') return ASKED[locale];
  if (reason === 'budget_spent') return BUDGET_SPENT[locale];
  if (reason === 'agent_not_available' && (intent === 'order' || intent === 'refund' || intent === 'technical')) return NOT_AVAILABLE[intent][locale];
  return FAILED[locale];
}
