/** Words for reaching people, and for talk that is no request. Format: see parse-lexicon.ts. */
export const PEOPLE_CONCEPTS = `
human: human person people someone somebody real_person actual_person live_person living_being human_being someone_real anybody anyone living soul man woman lady gentleman someone_alive him her him_again the_guy department fraud_team fraud_department face_to_face | 真人 人工 活人 有人 真的人 人类 人员 真人客服 人来 的人 个人 真实的人 某人 小姐 先生 派人 叫人 找人 来个人 找个人 换个人 有没有人 人呢 喂 真的客服 找人 在线人工 有人吗
agent: agent representative rep operator advisor adviser staff employee colleague specialist consultant clerk agnet live_agent live_chat customer_service customer_support support_team csr service_rep team helpdesk associate assistant_human sales_person sales_team expert technician engineer customer_care desk service_line operater advisr suport reception | 客服 专员 服务员 客服人员 接线员 工作人员 员工 客服专员 服务人员 职员 小编 总机 顾问 业务 销售 工程师 师傅 技术员 窗口 人工客服 人工服务 坐席 在线客服 专人 店员 导购 客服小姐 客服代表 同事 负责人员 kefu kf 客副 科服 法务 公关 部门 资深 窗口 工号 值班人员 售后人员 技术人员
manager: manager supervisor boss ceo owner head_office director team_leader in_charge superior management higher_up responsible head | 经理 主管 老板 负责人 店长 上级 领导 高层 总部 管理层 总经理 管理员 长官 董事长 主任 组长
talk: talk speak chat contact discuss conversation ask_someone write_to explain_to converse | 讲 说话 沟通 联络 联系 谈 对话 聊 讲话 跟人 倾 说明 讨论 交谈 通话 反映 对接 沟通
phone: call call_me phone ring callback call_back telephone hotline phone_me dial phone_call video_call number_to_call landline | 打电话 电话 来电 回电 热线 拨打 打给我 回拨 通话 致电 电联 给我打 专线 分机 回我电话 打过来 免付费 打来 电话给我 视讯 语音 通电话 拨给 打给
transfer: transfer connect put_me_through escalate hand_over forward pass_me redirect_me switch_me hand_me handoff patch_me get_me route_me | 转 zhuanrengong 转接 接通 转人工 转真人 接 升级 转给 接线 换人 转客服 接回 转到 叫 派 换个人 转去
bot: bot robot machine ai chatbot automated automatic computer_answers auto_reply canned virtual_assistant script algorithm automated_crap programmed menu_options recorded | 机器人 自动回复 AI 人工智障 人工智能 罐头 自动回覆 机器 复读机 系统回复 智能客服 自动 模板 ai客服 智障 罐头讯息 选单 系统讯息
complaint: complaint complain lawyer legal sue consumer report_you ombudsman court press review_you file_a apologise apology attorney trading_standards | 投诉 客诉 申诉 律师 消保 消保官 提告 告 曝光 12315 消费者 消协 工商 道歉 爆料 举报 媒体 消基会 维权 法院 起诉 上诉
no-answer: nobody_answers no_reply no_answer no_response ignored unanswered on_hold queue holding not_helpful doesn't_understand not_understand not_listening | 没人回 没人理 没回 打不通 没人接 不回 听不懂 看不懂 答非所问 没帮助 占线 排队 忙线 没接 没人 已读不回 没回应 不理
greeting: hi hello hey good_morning good_evening yo sup howdy greetings how_are_you morning what's_up whats_up good_night good_day hiya | 你好 嗨 哈喽 早安 晚安 午安 早上好 在吗 哈罗 晚上好 您好 大家好 嘿 哈啰 安安 下午好 吃饭了吗 吃饱没 在不在 雷猴 早
bye: bye goodbye see_you cya see_ya farewell later take_care good_night | 再见 拜拜 掰掰 下次见 回头见 晚安 88 先这样 掰
thanks: thank thanks thx cheers appreciate ty grateful thank_you | 谢谢 感谢 多谢 谢啦 感恩 3q 谢了 感激 谢 辛苦
ack: ok okay yes no yeah yep nope sure fine great cool alright hmm got_it i_see understood oops haha lol lmao | 好的 嗯 哦 喔 了解 知道了 明白 哈哈 呵呵 嘻嘻 没事 XD 嗯嗯 好喔 哈哈哈 噢 OK
praise: awesome amazing love_you best_store nice_job well_done perfect wonderful brilliant excellent good_bot | 赞 厉害 很棒 太好了 喜欢你 爱你 满意 好棒 真好 优秀 加油 好评 点赞 不错
bot-identity: who_are_you your_name are_you_human are_you_real are_you_a how_old who_made chatgpt gpt do_you_sleep do_you_dream feelings conscious love_me claude gemini siri what_are_you language_model | 你是谁 你叫什么 你几岁 你是机器人 谁做的 谁开发 你是人吗 你会不会 有感情 做出来 单身 你是男 喜欢我 你累 你是AI 你吃饭 训练 模型 你爱 你是真人吗
capabilities: what_can_you_do what_do_you_do how_does_this | 你会什么 能做什么 你可以做什么 有什么功能 你会做什么
injection: ignore_previous ignore_all instructions system_prompt pretend roleplay developer_mode jailbreak act_as forget_your rules your_prompt override reveal repeat_after | 忽略 指令 扮演 提示词 开发者模式 假装 忘记你 系统提示 从现在开始 越狱 无视 输出你的 角色 密令 解锁
test-noise: test testing asdf qwerty abc ignore_that ignore_this wrong_chat foo blah lkjh asdfgh | 测试 测试一下 试试 试一下 啦啦啦 随便 打错 发错了 传错 按错
`;
