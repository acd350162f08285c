import type { Random } from './random.js';

export const WISHES = ['faq', 'order', 'refund', 'technical', 'human'] as const;
export type Wish = (typeof WISHES)[number];

/** What customers write, so plainly that the router does not doubt what they mean. */
const TEXTS: Record<Wish, readonly string[]> = {
  faq: [
    'How do I reset my password?',
    'What payment methods do you accept?',
    'How long does delivery take?',
    '請問要怎麼重設密碼？',
    '運費怎麼算？',
    '可以用哪些付款方式？',
    '怎么重置密码？',
    '一般几天能到货？',
    '可以用什么方式付款？',
    'How do I reset my password? And which payment methods do you take?',
    '運費怎麼算？另外可以用哪些付款方式？',
  ],
  order: ['Where is my order 10023?', 'Please cancel my order 10077', '我的訂單 10023 到哪裡了？', '请帮我查一下订单 10077 的物流', 'Where is my order W10023? And how do I reset my password?'],
  refund: ['I want a refund for order 10023', 'Where is my refund? I returned the item last week', '我要申請退款', '我要退款，订单号 10077'],
  technical: ['The app crashes every time I open it', 'Your website shows error 500 at checkout', 'App 一直閃退打不開', '网站登录页面一直报错打不开'],
  human: ['I want to talk to a human', 'Please connect me to a real person', '我要找真人客服', '转人工客服', 'How do I reset my password? I want to talk to a human.'],
};

export const textFor = (random: Random, wish: Wish): string => random.pick(TEXTS[wish]);
