/** Words that shape a sentence: who asks, how, about which time. Format: see parse-lexicon.ts. */
export const GRAMMAR_CONCEPTS = `
ask-how: how how_to how_do how_can way steps procedure process whats_the_process explain what_steps whats_needed | 怎么 如何 怎样 怎 咋 点样 步骤 流程 方法 方式 怎么办 怎么弄 怎么用 酱怎 要怎么 从哪 哪里看 哪里改 在哪里看 去哪里 哪里查 怎么申请 如何申请
ask-duration: how_long how_many_days how_soon how_quick how_fast how_quickly until_when turnaround | 多久 几天 多长时间 要等几 几个工作天 几个工作日 多少天 几耐 几日 多长
ask-when: when what_time what_day which_day what_date eta | 什么时候 何时 几时 哪天 几点 几号 啥时候 哪时 什摸时候 哪一天 时间
ask-where: where whereabouts which_page | 哪里 在哪 去哪 哪 哪儿 边度 边道 何处 到哪 去边 哪一页
ask-why: why how_come what_for reason | 为什么 为何 为啥 怎么会 点解 什么原因 原因 干嘛 凭什么
ask-amount: how_much how_many what_price cost costs | 多少 多少钱 几块 几钱 几多 几元 几趴 几点数
ask-who: who whom whose | 谁 哪位 边个 哪个人
ask-what: what what's which whats wat | 什么 哪些 哪种 哪个 啥 甚么 乜 咩 哪一 是不是
ask-possible: can could possible allowed able may option available permitted eligible supported support accept offer provide | 可以 能 能不能 可不可以 可否 能否 可唔可以 行不行 可吗 得唔得 支持 支援 提供 接受 允许 是否 会不会
ask-tag: right or_not correct isn't_it really | 吗 嘛 ㄇ 呢 对吧 对吗 没错吧 是吗 咩 么
to-shop: do_you you_guys do_u does_your your you_have are_you is_there are_there you_offer you_sell your_store your_company does_the_shop | 你们 贵公司 贵店 你家 你哋 贵司 店里 你们家 您们 官方
request: i_want i_need i_would_like i'd_like id_like want_to need_to let_me would_like gimme give_me help_me wanna i_wanna want need give tell get find show lemme let | 我要 我想 想要 帮我 给我 帮忙 请帮 麻烦 想 要 需要 我想要 帮 幫忙 给我 求 让我 我需要 可不可以帮 帮我把 能帮我 麻烦帮
mine: my mine our | 我的 我这 我那 我们的 我张 我这笔 我这张 我那笔 我那张 我嘅 我家 我个 手上
self: i me we us im i'm i've ive myself | 我 我们 俺 咱 本人 我哋 窝 偶
bought: bought ordered purchased paid i_ordered i_bought placed got received receive i_paid i_got arrived_today delivered_today | 买了 买的 下单了 订了 付了 已付款 付过 下过单 已下单 刚买 刚下单 下的单 订的 购买了 收到了 收到 已经付 买来
generic-rule: if generally usually policy rule rules normally typical typically terms conditions general standard always hypothetical requirement criteria condition minimum maximum limit within per unless whether excluded normally_take valid expire period each_time | 一般 通常 规定 政策 规则 如果 假如 的话 平时 正常 条件 条款 标准 限制 最低 上限 门槛 要求 须知 规范 办法 制度 有效期 期间 期限 包括 算不算 要不要 需不需要 必须 范围 第一次 都要 通常是 会员制
before-buying: before_i_buy before_buying before_ordering thinking_about considering planning_to interested_in want_to_buy going_to_buy prospective | 想买 买之前 打算买 考虑买 准备买 下单前 想先 先问 想了解 想入手 要买 还没买 想请问 想问
negation: not no never without isn't wasn't doesn't don't didn't haven't hasn't won't can't cannot cant dont doesnt didnt havent isnt wont couldn't nothing nor neither hadnt arent nobody none hardly refuses refuse unable failed_to stopped zero impossible | 没 不 未 没有 冇 唔 别 无 非 不到 不了 不会 不能 没法 无法 唔到 不见 没办法 都没 毫无 并没有 未曾 根本 无 不让 没有任何 不给 不行 不来 不成功
still: still yet already since anymore keeps again ongoing waiting wait waited until till forever ages how_much_longer any_news any_update longer nothing_since every_time | 还没 还是 还 已经 一直 到现在 至今 仍 迟迟 依然 老是 总是 又 再 等 等了 等到 都还 仲未 等好久 天了 还未 一直没 好久 仍然 再等 半个月 一个月 这么久 好几天 太久 没动静 没消息 每次 半天了 都没来 没下文
past-time: yesterday ago last days weeks month months week hours since_monday last_week last_month this_morning earlier previous recently today | 昨天 前天 上周 上个月 上次 之前 刚刚 刚才 早上 今早 天前 周前 个月前 小时前 前几天 上礼拜 礼拜 昨日 寻日 今天 下午 半天 星期
future-time: tomorrow tonight soon next_week weekend later next | 明天 后天 下周 下礼拜 周末 之后 听日 稍后 晚点 下个月
urgent: urgent asap immediately now quickly hurry emergency at_once right_now straight_away rush | 马上 立刻 立即 赶紧 快点 急 尽快 赶快 现在 即刻 火速 十万火急 紧急 赶时间 快
polite: please kindly thanks thank pls plz could_you would_you excuse sorry hi hello dear good_morning good_afternoon | 请 请问 谢谢 拜托 您好 不好意思 你好 感谢 劳烦 抱歉 唔该 麻烦你 打扰 辛苦了 敬请
anger: terrible awful ridiculous useless unacceptable worst rubbish garbage stupid idiot scam thieves clowns disgrace joke_of damn hell fuck shit wtf crap bullshit sucks liar pathetic incompetent angry furious fed_up sick_of | 烂 垃圾 骗子 坑人 气死 生气 诈骗 离谱 夸张 傻眼 过分 太差 什么鬼 妈的 他妈 靠 干 操 废物 无语 恶心 火大 黑店 不爽 受够 白痴 智障 脑残 去死 滚 混蛋 忽悠 欺人 坑 破烂
help: help assist assistance support need_help question issue problem trouble | 帮忙 协助 帮助 问题 处理 解决 求助 救命 咨询 支援 状况 请教
location-prep: from to abroad local nearby | 附近 当地 本地 国外 这边 那边
compare: better best recommend difference versus vs which_one | 比较 推荐 哪个好 区别 差别 差异 建议 好用吗
stop: stop enough quit forget never_mind nevermind leave_me | 算了 没事 不用了 停 够了 不必 当我没说 没什么
code-given: \uE002 | 这个单号
money-given: \uE003 | 块钱
number-given: \uE004 | 第几
date-given: \uE005 | 月底
phone-given: \uE006 | 手机号是
mail-given: \uE001 | 邮箱是
family: child kid son daughter mother father mum mom dad husband wife friend brother sister parents grandma boyfriend girlfriend neighbour | 儿子 女儿 妈妈 爸爸 妈 爸 老公 老婆 朋友 弟弟 姐姐 爸妈 奶奶 爷爷 阿嬷 男友 女友 家人 小孩 孩子 同事 长辈
`;
