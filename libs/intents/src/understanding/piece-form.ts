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
}

const ASKS_EN =
  /\?|^(?:(?:hi|hello|hey|ok|and|so|now),? )*(?:how|what|what's|whats|when|where|where's|wheres|why|who|which|can|could|do|does|did|is|are|has|have|will|would|should|may|please|pls|plz|cancel|refund|change|tell|give|send|check|let|help|combine|put|move|add|get|track|find|show|return|exchange|fix|connect|call)\b|\b(?:i want|i wanna|i need|i'd like|i would like|id like|we'd like|can you|could you|can i|could i|do you|are you|is there|please|pls|let me|tell me|want to know|wondering|give me|any news|any update|refund me)\b/i;
const ASKS_HAN = /[吗呢么嘛]|\?|怎么|怎样|如何|什么|啥|咋|哪|几[点天时个号]|多久|多少|能不能|可不可以|有没有|是不是|可以|可否|能否|请|帮|麻烦|想[要问退换改知取]|我要|要退|要换|要改|给我|查|谁|为什么|找真人|转人工|发货没|没$/;
const CONTINUES =
  /^(?:if|or|otherwise|because|cause|since|so|as|which|that|until|unless|though|although|even|instead|it|its|it's|this|they|he|she|nothing|nobody|but|still|yet|when i|whenever|after|with|for|from|to|in|on|at|by|not|just|only)\b|^(?:如果|要是|否则|不然|因为|所以我要|因此|但|可是|结果|而|才|就|却|害|或|还是|或者|都|也都|现在|到现在|到底|一直|怎么弄|怎么办|怎么退|怎么换)/i;
const REFERS_BACK = /\b(?:it|its|it's|this|that|them|these|those|one|they|the same|both|the other|the rest|another)\b|它|这个|那个|这件|那件|这样|该商品/i;
const ADDS = /^(?:and )?(?:i|we|my [\w ]{2,20}?|your [\w ]{2,20}?|can you|could you|there(?:'s| is))(?:'m|'ve)? also\b|^我?[还也](?:想|要)/i;
const INTRODUCES = /^(?:hi,? |hello,? )?(?:my name is|this is|i'm [A-Z]|my (?:e-?mail|phone|number)|name:|phone:|e-?mail:)|^(?:你好)?(?:我叫|我是|本人|姓名|名字|电话|手机|邮箱|信箱|帐号|账号|email)/i;
const WITHOUT_OBJECT =
  /^(?:and |then |please |now |so |i )*(?:want |wanna |need |would like |'d like |get |give me |can i (?:get|have) |how do i |how can i )*(?:a |my |the |full )*(?:refund(?: me)?|money back|replacement|return|exchange|compensation)(?: please| me| now| it)*[.!?]*$|^(?:do|can|will) (?:you|i|we) (?:accept|take|offer|have|use|sell|need)[.!?]*$|^(?:我?(?:要|想)?(?:申请)?(?:退款|退钱|退货|退费|换货|赔偿|换一个|换新)(?:给我)?|请?(?:给我|帮我)?(?:退款|退钱|退货|换货|换个新的|换一个新的)(?:给我)?|把钱拿回来|拿回钱|不要扣款|别扣款|怎么[退换](?:货|款)?|可以退[钱货款]吗|能退[钱货款]吗|(?:可以|能|能不能|可不可以)?(?:请|麻烦|帮忙|帮我)?(?:查|看|处理|解决|看看|查查)(?:一?下|看)?(?:吗)?|(?:大概)?(?:什么时候|几时|啥时候|何时|哪天|多久)(?:才|会|能|可以)?(?:到|送到|收到|好)|(?:现在)?到哪(?:里|儿)?了?|怎么[弄办])[。.!?吗]*$/i;

export function formOf(text: string): PieceForm {
  return {
    asks: ASKS_EN.test(text) || ASKS_HAN.test(text),
    continues: CONTINUES.test(text),
    refersBack: REFERS_BACK.test(text),
    adds: ADDS.test(text),
    introduces: INTRODUCES.test(text),
    withoutObject: WITHOUT_OBJECT.test(text),
  };
}
