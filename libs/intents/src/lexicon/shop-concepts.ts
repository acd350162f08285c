/** Words of buying, delivery, money and returns. Format: see parse-lexicon.ts. */
export const SHOP_CONCEPTS = `
order: dingdan order orders ordr oder purchase ordered | 订单 单 单子 订购 这单 那单 这张单 张单 单号 订单号 订单编号 下单 这笔 那笔 笔单 单据
parcel: kuaidi parcel package packet shipment box pakage delivery consignment mail goods item items stuff thing things | 包裹 快递 快件 货 货物 东西 物品 商品 箱 宝贝 邮件 件 盒 纸箱 产品
ship: fahuo ship shipped shipping dispatch dispatched send sent posted preparing processing despatch fulfil packed warehouse handed_over express next_day same_day out_for_delivery | 发货 出货 寄出 寄 发出 配送 运送 备货 出库 发 揽收 揽件 出仓 仓库 待发货 待出货 运输 理货 打包 次日达 隔日 当天发 加急 发走 出了没 出货了
deliver: deliver delivered delivery arrive arrived arrival arriving come reach show_up turn_up here | 送 送达 到货 送货 送到 到 到了 抵达 派送 派件 投递 配达 送来 收货 签收 到府 收件 来
courier: courier driver carrier ups dhl fedex usps dpd hermes postman royal_mail mailman evri post_office gls delivery_man | 快递员 物流 司机 黑猫 顺丰 圆通 中通 申通 韵达 邮局 邮政 新竹物流 快递公司 宅配 外送员 骑手 京东 快递小哥 物流公司 派件员 驿站 菜鸟 货运
track: wuliu track tracking trace status progress update whereabouts location stuck transit label_created | 查件 查询 追踪 物流信息 进度 状态 跟踪 查 查一下 货态 配送状态 轨迹 运单 运单号 单号查 物流单号 动态 没更新 更新 卡在
late: late delay delayed overdue expected supposed promised deadline slow_delivery in_time | 迟 延迟 晚 逾期 超时 超过 预计 说好 承诺 延误 拖 慢 过期 赶上 来得及 超期
lost: lost missing disappeared vanished stolen gone never_arrived | 丢 丢失 不见 遗失 丢件 搞丢 弄丢 被偷 消失 下落 下落不明 寄丢 失踪 找不到
address: address postcode zip street flat apartment city house recipient name_on phone_number consignee neighbour door label name surname delivery_note my_name | 地址 收件人 门牌 楼 姓名 电话 手机号 收货地址 邮编 小区 街 路 收件 号码 门口 管理室 警卫 收货人 联系方式 名字 家里 搬家 写到 公司地址 填错 备注 收货人姓名 楼下 放在
change: change edit update_my modify correct amend switch swap alter replace adjust reschedule postpone move redirect extend earlier another_day bring_forward | 改 修改 更改 换 变更 更换 换成 改成 改为 调整 改期 延后 改到 改送 换到 更正 打错 写成 改一下 改时间 换成
cancel: cancel cancelled cancellation cancle canceling canceled call_off withdraw undo | 取消 撤销 撤单 取消订单 不要了 砍单 不买了 撤回 退订
add-item: add include combine merge extra quantity one_more another additional two_of pieces less one_less remove take_out drop keep_the_rest remaining | 加 加购 多加 合并 追加 数量 加一 多一 再加 件数 一起寄 补一 加买 凑单 减 拿掉 删掉 去掉 只要 多买 备注一下 合并
part-of-order: missing_item incomplete not_in only_got half part one_of short one_box split second_parcel rest accessory forgot_to_pack | 少 缺 漏 少了 漏发 漏寄 少件 缺件 只收到 没附 少给 配件 赠品 没寄 少一 分开寄 另一 分批 剩下 没看到 漏掉
wrong-item: wrong incorrect different mixed_up not_what mistaken mistake | 错 寄错 发错 送错 弄错 错了 不对 不是我 货不对板 拿错 搞错 写错 填错 选错
gift: gift present birthday christmas wedding anniversary surprise greeting_card gift_wrap wrap | 礼物 送人 生日 圣诞 贺卡 卡片 包装 礼品 送礼 母亲节 情人节 礼盒 过节
pickup: pickup pick_up collect collection locker store_pickup click_and_collect branch packstation pick-up | 取货 自提 自取 超商 门市 门店 便利商店 店到店 全家 提货 取件 柜 智取 7-11 自提点 丰巢 店取
customs: customs duty duties import tax vat taxes | 海关 关税 清关 报关 进口 税 课税 税费 免税
abroad: international abroad overseas country countries europe canada worldwide ireland switzerland germany france usa uk australia japan hong_kong singapore island | 海外 国外 国际 国家 香港 澳门 日本 美国 离岛 澎湖 金门 马祖 新加坡 马来西亚 台湾 大陆 境外 新疆 西藏 偏远 外岛 欧洲 加拿大 澳洲
fee: fee fees postage free_shipping shipping_cost delivery_cost charge_for free surcharge | 运费 手续费 邮费 免运 包邮 费用 免费 邮资 收费 满额 满多少 费 服务费
price: price prices cheap cheaper expensive worth quote price_match dropped | 价格 价钱 价 便宜 贵 降价 保价 定价 报价 差价 特价 原价 涨价 价差 售价
discount: discount coupon voucher promo promotion code sale deal offer promo_code off black_friday newsletter first_order student_discount bargain | 优惠 优惠券 优惠码 折扣 折价券 打折 促销 活动 满减 折扣码 券 红包 折 打几折 双11 618 周年庆 特卖 折抵 抵用 领券 新人 学生优惠
points: points loyalty membership member vip tier reward rewards bonus level referral refer affiliate cashback | 积分 点数 会员 等级 红利 回馈 会员等级 升级 会员日 VIP 推荐码 推荐人 返利 会员卡 购物金 推荐好友 分润 会籍 返现
gift-card: gift_card giftcard gift_voucher store_credit balance gift_certificate e-gift | 礼品卡 礼物卡 储值卡 礼券 余额 购物卡 电子卡 商品券 储值
payment: pay payment paid checkout klarna paypal apple_pay google_pay installments instalments cash_on_delivery cod bank_transfer afterpay invoice_payment alipay wechat_pay | 付款 支付 刷卡 结账 分期 货到付款 转账 汇款 支付宝 微信 微信支付 花呗 银联 付 街口 信用卡付款 付钱 到付 结帐 买单 货付 刷 缴费 先买后付
card: card visa mastercard debit credit_card amex bank bank_account account_number iban statement | 信用卡 银行卡 卡 银行 账户 账号 帐户 帐号 账单 户头 储蓄卡 借记卡 存折 金融卡
invoice: invoice receipt vat_invoice tax_id company_name tax_invoice billing bill | 发票 收据 统编 抬头 税号 载具 开票 专票 电子发票 三联 报销 账单明细 统一编号
refund: tuikuan tuiqian refund refunded refunds refnd money_back reimburse reimbursed reimbursement give_back pay_back payback repay paid_back my_money compensation compensate cash_back owe | 退款 退钱 退费 退我 还钱 还我 退回来 退给我 赔偿 赔 退刷 补偿 退还 退现 仅退款 返还 还我钱 退全款 赔钱 退差价
return: tuihuo return returns returned retrun send_back sent_back bring_back give_it_back take_back sending_back returning back_to_you ship_back goes_back unopened label_for returnable post_back | 退货 退 退换 退回 寄回 退掉 送回 七天无理由 鉴赏期 退件 退换货 退货单 退掉 退货地址 无理由 退运 退掉 想退 要退 能退 可退 退不退 拆封 吊牌 退貨單
exchange: exchange exchanged exchanging swap trade replacement replace different_size another_size different_colour | 换货 换 更换 换新 换一个 换大 换小 换尺寸 换颜色 换码 换一件 换别 调换 补发 换尺码
charge: charge charged debited overcharged deducted billed taken_from unknown_charge fraudulent | 扣款 扣 多扣 扣了 被扣 多收 重复扣 扣钱 请款 盗刷 扣费 重复扣款 乱扣 划款 收了
twice: twice double duplicate two_times two_charges both same_thing again_charged repeated | 两次 重复 双重 两笔 多刷 两遍 二次 扣两 重复下单 多付 两单 两张
money: money cash amount funds total sum dollars euros price_difference difference credit credited deposit pay_out payout | 钱 金额 款项 现金 款 差额 入账 到账 总额 元 订金 押金 定金 余款 费用 银子 到帐 入帐
account-wrong: closed_account blocked_card expired_card other_account another_card | 卡注销 换卡 旧卡 停用 原路 别的卡 另一张卡 原支付
defective: defective faulty damaged broke broken cracked scratched torn dented smashed leak leaking stain quality expired rotten spoiled shattered mould dirty used_item | 瑕疵 破损 坏 坏了 破 裂 刮伤 摔坏 质量 品质 碎 漏 不良 损坏 过期 变质 发霉 烂了 污渍 压坏 撞坏 有问题 脱落 划痕 次品 破洞 掉色 破了 脏
fit: fit fits size too_small too_big too_large too_tight doesnt_fit large small medium sizes sizing size_guide chart measurements xl length width | 尺寸 尺码 大小 太大 太小 合身 太紧 偏大 偏小 码 型号 身高 版型 宽 长 大一号 小一号 码数 穿不下 太松
dislike: dont_like changed_mind change_of_mind unwanted regret disappointed not_as_described not_happy no_longer_need don't_want looks_different unhappy not_satisfied | 不喜欢 后悔 不想要 不满意 不合适 反悔 失望 用不到 不适合 不符 色差 跟图片 描述不符 改变心意 冲动 不如 不好用 不值 跟描述 与描述
colour: colour color black white red blue green pink grey silver | 颜色 黑色 白色 红色 蓝色 粉色 绿色 灰色 银色 款式 色
stock: stock in_stock out_of_stock restock sold_out back_in available availability preorder pre-order backorder discontinued release | 库存 现货 缺货 补货 有货 卖完 到货通知 断货 预购 预售 上架 售罄 再进 预订 停产 下架 进货 没货
warranty: warranty guarantee repair service_centre spare_part covered coverage fix_it serviced maintenance | 保固 保修 维修 质保 售后 修 原厂 三包 送修 保养 寿命 维护 过保
subscription: subscription subscribe renew renewal auto-renew monthly yearly plan trial premium unsubscribe membership_fee | 订阅 续费 自动续 月费 年费 方案 试用 续约 包月 自动扣 月缴 年缴 续订 定期
shop-hours: opening open hours close closed opening_hours holiday sunday store shop showroom customer_service_hours working_hours business_hours location branch address_of lunch_break | 营业 营业时间 几点上班 几点下班 实体店 门市 门店 放假 休息 假日 上班时间 开门 关门 店面 服务时间 展示间 春节 几点关 午休 周末有 公休 年假 值班 假期 周日 周六
product-facts: material cotton leather organic waterproof dimensions weight capacity ingredients vegan compatible compatibility specs specification features works_with certified authentic genuine original battery_life made_in sustainability sustainable recycled safe warranty_card | 材质 成分 防水 规格 容量 重量 纯棉 正品 真伪 产地 参数 功能 兼容 相容 适合 有机 环保 认证 电压 续航 瓦数 保存期限 素食 真品 假货 功率 支援 过敏 保质期 食品级 安全
privacy: privacy data gdpr personal_data cookies encrypted secure security delete_my_data information stored share_data delete remove_my track_me | 隐私 个人资料 个资 信息安全 数据 资料 加密 安全 隐私权 个人信息 泄露 保密 删除 泄漏 卖给
review: review reviews rating ratings comment feedback testimonial verified | 评价 评论 留言 评分 好评 晒单 差评 心得 追评
business: business company wholesale bulk corporate b2b reseller quantity_discount school invoice_company purchase_on_account tender | 企业 公司 批发 团购 大量 采购 公司行号 大宗 批量 经销 学校 机关 报价单 福利 采购 员工福利 供货
manual: manual instructions guide user_guide documentation tutorial how_does | 说明书 手册 教学 教程 使用说明 操作说明 指南 使用方法 说明 教学影片
assembly: install installation assembly assembled fitting old_appliance | 安装 组装 上门 搬 回收 旧机 清运 装机 上楼
goods: shoe shirt sock jacket coat dress trousers jeans boots scarf hat bag ring necklace chair sofa table bed mattress curtain rug desk shelf toy book bike tent backpack towel mug pan knife perfume cream shampoo makeup plant tyre_set sweater skirt trainers sneakers handbag wallet belt gloves pillow blanket vase mirror | 鞋子 鞋 衣服 裤子 裙子 外套 T恤 帽子 包包 背包 书包 沙发 椅子 桌子 床 床垫 窗帘 杯子 锅 刀 香水 面霜 化妆品 玩具 被子 枕头 毛巾 毛衣 洋装 靴子 袜子 戒指 项链 柜子 架子 盆栽苗 帐篷 推车 行李箱 口红 洗发水 零食 水果 内衣 衬衫 羽绒服
`;
