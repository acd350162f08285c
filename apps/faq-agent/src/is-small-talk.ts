/** Said to whoever is there, whole messages of it: of these a question mark makes no question to the shop. */
const GREETING =
  /^(?:(?:hi|hello|hey|hiya|yo|greetings|good (?:morning|afternoon|evening|night|day)|how are (?:you|u|things)|how(?:'s| is) it going|what(?:'s| is)? ?up|sup|(?:who|what) (?:are|r) (?:you|u)|what(?:'s| is) your name|what (?:can|do) you do|are you (?:a |an |really |still )?(?:bot|robot|human|ai|real|there|here|ok|okay)|(?:is )?(?:any(?:one|body)|someone) (?:there|here)|nice to meet you|thanks?|thank you|bye|goodbye|see you|there|today|doing|so much|very much|everyone|friend|你好|您好|嗨|哈[囉喽啰]|早安|早上好|午安|下午好|晚上好|晚安|在[吗嗎]|在不在|有人在?[吗嗎]|[谢謝][谢謝]你?|多[谢謝]|感[谢謝]|再[见見]|拜拜|你是[谁誰]|你是(?:机器人|機器人|真人)[吗嗎]|你叫什[么麼](?:名字)?|你[会會能](?:做|干|幹)?什[么麼]|吃[饭飯]了[吗嗎]|最近好[吗嗎]|[吗嗎呀啊])[\s\p{P}\p{S}]*)+$/iu;
const ASKS =
  /[\p{L}\p{N}]\s*[?？]|^(?:(?:hi|hello|hey|ok|okay|and|so)[\s,!.]+)*(?:how|what|when|where|why|who|which|can|could|do|does|did|is|are|has|have|will|would|should|may|must|any|i want|i wanna|i need|i'd like|i would like|we need|looking for|need|show me|give me|send me)\b|[吗嗎呢]\s*\p{P}*$|怎[么麼样樣]|如何|什[么麼]|哪|[几幾][点點天时時个個号號]|多久|多少|能不能|可不可以|有[没沒]有|是不是|可否|能否|我[想要需]|[请請]|[帮幫]我|为什|為什/iu;
/** What a shop does, has or offers: named alone it is asked for as well. */
const SHOP_WORD =
  /\b(?:polic(?:y|ies)|terms|conditions|fees?|pric(?:e|es|ing)|costs?|discounts?|coupons?|promo\w*|vouchers?|orders?|deliver\w*|shipping|shipment|refunds?|returns?|cancel\w*|exchanges?|warrant\w*|guarantee|pay|payments?|invoices?|receipts?|accounts?|stock|products?|stores?|shops?|opening|hours|jobs?|hiring|careers?|vacanc\w+|members?|memberships?|subscri\w+|donat\w+|sells?|buy|buying|sales?|gifts?|repairs?|installation|catalog(?:ue)?|wholesale|sponsor\w*|privacy|contact|address|services?)\b|政策|[条條]款|[费費]|[价價]|折扣|[优優]惠|券|[订訂][单單]|配送|送[货貨]|[发發][货貨票]|退|[换換]|取消|保固|[质質]保|付款|支付|[账帳][号號戶户]|[库庫]存|商品|[产產]品|[门門]市|[门門]店|[营營][业業]|招聘|招募|[征徵]才|[应應][征徵]|[会會][员員]|[订訂][阅閱]|捐|[卖賣]|[买買]|[赠贈]|[礼禮]品|[维維]修|安[装裝]|批[发發]|[赞贊]助|[隐隱]私|地址|服[务務]/iu;

/**
 * Whether a message asks the shop nothing at all: greetings, thanks, talk and noise. For what the router takes
 * for none of its subjects, which a real question may be as well.
 */
export const isSmallTalk = (text: string): boolean => GREETING.test(text.trim().slice(0, 200)) || !(ASKS.test(text) || SHOP_WORD.test(text));
