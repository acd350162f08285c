/** How a piece is built, as far as it tells whether it stands by itself. Read in half width and simplified characters. */
export interface PieceForm {
  /** A question or a request, not a statement. */
  asks: boolean;
  /** It goes on with what was said before: "if so, …", "because …", "否则…". */
  continues: boolean;
  /** It speaks of something without naming it: it, that one, 它. */
  refersBack: boolean;
  /** It says that it is another wish: "I also …". */
  adds: boolean;
  /** Who writes, or how to reach them. */
  introduces: boolean;
  /** A request without its object, which is then what was spoken of before: "I want my money back", 怎么退, 可以查吗. */
  withoutObject: boolean;
  /** It names an order, a parcel, an account of the customer's. */
  namesSubject: boolean;
  /** It names something that runs: an app, a page, a login. */
  namesSoftware: boolean;
  /** It asks to be told something: "let me know whether …". */
  asksToBeTold: boolean;
  /** It is about another time than the rest: "my last return", 上次. */
  ofAnotherTime: boolean;
  /** It begins as a question does, not only ends with a sign. */
  beginsAsQuestion: boolean;
  /** Nothing but the number of an order. */
  onlyNumber: boolean;
}

const ASKS_EN =
  /\?|^(?:(?:hi|hello|hey|ok|and|so|now),? )*(?:how|what|what's|whats|when|where|where's|wheres|why|who|which|whether|can|could|do|does|did|is|are|has|have|will|would|should|may|please|pls|plz|cancel|refund|change|tell|give|send|check|let|help|combine|put|move|add|get|track|find|show|return|exchange|fix|connect|call|swap|add|make|resend|stop|update|replace|reschedule|hold)\b|\b(?:i want|i wanna|i need|i'd like|i would like|id like|we'd like|can you|could you|can i|could i|do you|are you|is there|please|pls|let me|tell me|want to know|wondering|give me|any news|any update|refund me)\b/i;
const ASKS_HAN = /[吗呢么嘛]|\?|多[少长大高重远宽厚快]|(\p{Script=Han})[不没]\1|(?<!\p{Script=Han}[要得用行对])不$|怎么|怎样|如何|什么|啥|咋|哪|几[点天时个号年月家]|^(?:取消|查|叫|转|补[发寄])|多久|多少|能不能|可不可以|有没有|是不是|可以|可否|能否|请|帮|麻烦|想[要问退换改知取]|我要|要退|要换|要改|给我|查|谁|为什么|找真人|转人工|发货没|没$|(?:退款|退货|取消)[。!]?$/u;
const CONTINUES =
  /^(?:if|or|otherwise|because|cause|since|so|as|which|that|until|unless|though|although|even|instead|it|its|it's|this|they|he|she|nothing|nobody|but|still|yet|when i|whenever|after|with|for|from|to|in|on|at|by|not|just|only)\b|^(?:如果|要是|否则|不然|因为|所以我要|因此|但|可是|结果|而|才|就|却|害|或|还是|或者|都|也都|现在|到现在|到底|一直|怎么弄|怎么办|怎么退|怎么换|再(?:跟|告诉|通知|回复)我)/i;
const REFERS_BACK = /\b(?:it|its|it's|this|that|them|these|those|ones?(?=[?.!,]|$| (?:i|in|for|with|that|is)\b)|they|the same|both|the other|the rest|another)\b|它|[这那]个(?!链接|连结|页面|网站|app|按钮|订单|包裹|快递)|这件|那件|这样|该商品/i;
const ADDS = /^(?:and )?(?:i|we|my [\w ]{2,20}?|your [\w ]{2,20}?|can you|could you|there(?:'s| is))(?:'m|'ve)? also\b|^我?[还也](?:想|要)/i;
const INTRODUCES = /^(?:hi,? |hello,? )?(?:my name is|this is|i'm [A-Z]|my (?:e-?mail|phone|number)|name:|phone:|e-?mail:)|^(?:你好)?(?:我叫|我是|本人|姓名|名字|电话|手机|邮箱|信箱|帐号|账号|email)/i;
const WITHOUT_OBJECT =
  /^(?:and |then |please |now |so |i )*(?:want |wanna |need |would like |'d like |get |give me |can i (?:get|have) |how do i |how can i )*(?:a |my |the |full )*(?:refund(?: me)?|money back|replacement|return|exchange|compensation)(?: please| me| now| it)*[.!?]*$|^(?:do|can|will) (?:you|i|we) (?:accept|take|offer|have|use|sell|need)[.!?]*$|^(?:我?(?:要|想)?(?:申请)?(?:退款|退钱|退货|退费|换货|赔偿|换一个|换新)(?:给我)?|请?(?:给我|帮我)?(?:退款|退钱|退货|换货|换个新的|换一个新的)(?:给我)?|把钱拿回来|拿回钱|不要扣款|别扣款|(?:要|该|应该)?怎么[退换](?:货|款)?|可以退[钱货款]吗|能退[钱货款]吗|(?:可以|能|能不能|可不可以)?(?:请|麻烦|帮忙|帮我)?(?:查|看|处理|解决|看看|查查)(?:一?下|看)?(?:吗)?|多快(?:能|会|可以)?(?:到|送到)|(?:到底)?在哪(?:里|儿)?[啊呢呀]?|(?:大概)?(?:什么时候|几时|啥时候|何时|哪天|多久)(?:才|会|能|可以)?(?:到|送到|收到|好)|(?:现在)?到哪(?:里|儿)?了?|怎么[弄办])[。.!?吗]*$/i;

const ONLY_NUMBER = /^(?:(?:my |the )?order(?: (?:number|no))?|订单|单号|订单号)?(?: is|是)?[\s#:.]{0,3}[a-z]{0,4}-?\d[\d-]{2,20}[.!?。]*$/i;
/** "In general, how long …?" begins like the rest of a sentence and is a question of its own. */
const OWN_QUESTION_AFTER_PLACE = /^(?:with|for|from|to|in|on|at|by|after)\b.*\b(?:how|what|which|do you|can i|is there)\b/i;

/** Begins like what goes on with the sentence before it, and is a question. */
const WHICH_QUESTION = /^which (?!(?:is|are|was|were|i|we|you|they|it)\b)\w+(?: \w+){0,3} (?:do|does|did|is|are|was|were|can|could|will|would|should|has|have)\b/i;
/** Of the sender's own doing. */
export const BEGINS_WITH_SENDER = /^(?:i|we|i'm|i've|we've)\b|^我/i;
const ASKS_TO_BE_TOLD = /^(?:please |can you |could you |also )*(?:tell me|let me know|wondering|i wonder|i'd like to know|i want to know) (?:if|how|whether|what|when|which|where)\b(?! (?:it|they|he|she|this|that|you can|to)\b)/i;
const OF_ANOTHER_TIME = /\b(?:my|the) (?:last|other|previous|earlier) \w|\b(?:last month|last time|earlier order)\b|上次|上[一个]?[单笔月]|之前[那的]|另一?[单笔张]/i;
const BEGINS_AS_QUESTION = /^(?:so |now |ok )?(?:how|what|what's|whats|when|where|why|who|which|can|could|do|does|did|is|are|has|have|will|would)\b/i;
/** "It" that stands for nothing said before. */
const EMPTY_IT = /\b(?:does|will|would|did) it (?:cost|take) (?:to|for|if|until)\b|\bis it (?:possible|ok|okay|allowed|free|safe) (?:to|for)\b/gi;
/** What a support conversation is about; a pronoun after it means this and nothing before. */
const SUBJECT = /\b(?:my|the|your|our) (?:last |other |second |new )?(?:order|parcel|package|delivery|refund|return|invoice|payment|tracking|app|site|website|account|login)\b|\border #?\w{0,4}-?\d|包裹|快递|订单|[a-z]\d{3,}|(?<![\w.$£€])\d{5,}(?![\w元块])/i;
const SOFTWARE = /\b(?:app|site|website|page|button|screen|code|coupon|voucher|login|log ?in|account|link|checkout|cart|wifi|bluetooth|pdf)\b|网站|网页|页面|小程序|登[录入不]|链接|连结|帐号|账号|购物车|验证码|蓝牙|app|优惠码|折扣码/i;

function pointsBack(text: string): boolean {
  const own = text.replace(EMPTY_IT, '');
  const at = own.search(REFERS_BACK);
  if (at < 0) return false;
  const subject = own.search(SUBJECT);
  return subject < 0 || subject > at;
}

export function formOf(text: string): PieceForm {
  const asks = ASKS_EN.test(text) || ASKS_HAN.test(text);
  return {
    asks,
    continues: CONTINUES.test(text) && !OWN_QUESTION_AFTER_PLACE.test(text) && !WHICH_QUESTION.test(text),
    refersBack: pointsBack(text),
    adds: ADDS.test(text),
    introduces: INTRODUCES.test(text),
    withoutObject: WITHOUT_OBJECT.test(text),
    namesSubject: SUBJECT.test(text),
    namesSoftware: SOFTWARE.test(text),
    asksToBeTold: ASKS_TO_BE_TOLD.test(text),
    ofAnotherTime: OF_ANOTHER_TIME.test(text),
    beginsAsQuestion: BEGINS_AS_QUESTION.test(text) || (/\p{Script=Han}/u.test(text) && asks),
    onlyNumber: ONLY_NUMBER.test(text),
  };
}
