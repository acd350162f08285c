/**
 * What customers ask, by language. None asks for a human: a run must not fill the desk's queue,
 * and a conversation that a human owns measures nothing.
 */
const QUESTIONS = [
  [
    'How can I track my order?',
    'What is your return policy?',
    'Which payment methods do you accept?',
    'I forgot my password, how do I reset it?',
    'My parcel should have arrived on Monday. Where is it?',
    'Can I change the delivery address after ordering?',
    'How long does a refund take until I see it on my card?',
    'The app closes by itself when I open the checkout page',
    'Do you ship abroad, and what does it cost?',
    'I received the wrong size. What now?',
    'The discount code is rejected at the checkout',
    'Is my card data safe with you?',
    'How do I get an invoice for my company?',
  ],
  [
    '如何追蹤我的訂單？',
    '退貨政策是什麼？',
    '支援哪些付款方式？',
    '我忘記密碼了，要怎麼重設？',
    '包裹顯示已送達，但是我沒有收到',
    '下單之後還可以修改收貨地址嗎？',
    '退款要多久才會入帳？',
    'App 打開結帳頁面就閃退，怎麼辦？',
    '可以寄到國外嗎？運費怎麼算？',
    '收到的商品尺寸不對，想要換貨',
    '優惠碼輸入之後顯示無效',
    '為什麼一直收不到驗證碼簡訊？',
    '請問可以開公司統編的發票嗎？',
  ],
  [
    '我的订单到哪里了？',
    '可以七天无理由退货吗？',
    '支持哪些支付方式？',
    '忘记密码了怎么办？',
    '快递三天没有更新了，帮我看一下',
    '下单后还能改收货地址吗？',
    '退款多久能到账？',
    '网页一直加载不出来，换了浏览器也不行',
    '能寄到海外吗？运费多少？',
    '收到的商品有破损，我想退货',
    '优惠券为什么用不了？',
    '登录时总是提示系统错误',
    '怎么开电子发票？',
  ],
] as const;

// Not a divisor of any list's length, so neighbours of one language do not ask in step.
const STRIDE = 5;

/** The question of a user's n-th request (both from 0); a user keeps to one language. */
export function questionFor(user: number, request: number): string {
  const language = QUESTIONS[user % QUESTIONS.length] ?? QUESTIONS[0];
  const turn = Math.floor(user / QUESTIONS.length) * STRIDE + request;
  return language[turn % language.length] as string;
}
