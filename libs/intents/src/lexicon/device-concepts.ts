/** Words of sites, apps, accounts and devices, and of what goes wrong with them. Format: see parse-lexicon.ts. */
export const DEVICE_CONCEPTS = `
account: account profile username user_account log_into sign_up register signup registration create_an_account guest | 账号 帐号 账户 注册 会员资料 用户名 个人中心 会员中心 帐户 注销 建立帐号 注销账号 游客 昵称 头像
login: login log_in sign_in signin logged logging logon locked_out session signed_out log_on | 登录 登入 登陆 登不进 登不上 登出 被登出 进不去 被锁 锁住 锁定 授权 登不了 进不了
password: password passcode reset forgot forgotten credentials passwort | 密码 重设 忘记 重置 忘了 找回 改密码 忘记密码
otp: otp verification verify verification_code code authenticator two-factor 2fa sms captcha text_message confirmation_email activation | 验证码 验证 短信 简讯 认证 双重验证 激活 确认信 图形验证 认证信 启用 开通 校验码 二步
app: app application apk ios android mobile_app play_store app_store software program version | APP 应用 软件 软体 程式 程序 小程序 手机版 版本 应用商店 商店
website: website site page webpage browser chrome safari firefox link url homepage portal online_shop screen_says web | 网站 网页 页面 浏览器 链接 连结 官网 首页 画面 网址 后台 界面 平台
button: button click tap press field form menu drop-down checkbox box_checkout icon | 按钮 点 按 按键 点击 栏位 选单 按了 按下去 点了 勾选 点不 图标 输入框 表单 键
cart: cart basket checkout trolley bag wishlist | 购物车 结账 结帐 购物袋 收藏 提交订单 愿望清单
crash: crash crashed crashes crashing closes quits shuts_down force_close restarts reboot | 闪退 崩溃 当机 死机 跳出 跳掉 自动关闭 重启 退出 关掉 挂了 当掉 重开 自己关 黑屏 蓝屏
freeze: freeze frozen freezes stuck hang hangs spinning loading spins blank greyed unresponsive lag laggy timeout timed_out slow slowly loads buffering grey | 卡住 转圈 卡死 没反应 加载 载入 空白 白屏 一直转 卡 很慢 冇反应 延迟 白画面 超时 逾时 卡顿 灰色 打不开 动不了 无响应 跑不出 反应慢 龟速 无反应 一直跑 转不停
error: error fail failed fails failure bug glitch invalid denied rejected declined warning unavailable server_error exception expired 404 500 502 503 | 错误 失败 报错 异常 出错 无效 拒绝 错误代码 系统忙 系统繁忙 显示错误 过期 失效 BUG 故障 乱码 代码 不存在 不支援 不支持 警告 被拒 出问题
not-working: not_working doesnt_work doesn't_work does_not_work won't_work wont_work stopped_working dead isnt_working not_work broken out_of_order won't_open wont_open can't_open malfunction | 不能用 用不了 坏掉 坏了 没作用 不动 无法使用 失灵 开不了 打不开 不起作用 没用 不灵 没法用 用唔到 挂掉 故障 不work 不工作 不能动
appears: shows says displays message pops_up pop-up appears blinks blinking | 显示 跳出 出现 提示 弹出 说 写着 弹窗 显示说 跳 闪
update: update updated upgrade firmware install installing installed reinstall download downloading uninstall | 更新 升级 固件 韧体 安装 下载 重装 版本 重新安装 系统更新 卸载 移除
bluetooth: bluetooth pair pairing paired unpair connect connected connection disconnect disconnects connecting reconnect | 蓝牙 配对 连接 连线 断线 断连 连不上 连不到 断开 搜不到 连上 接不上 匹配 绑定 连唔到
wifi: wifi wi-fi network internet router 5ghz offline online signal hotspot server servers | WIFI 无线 网络 网路 路由器 离线 信号 讯号 热点 分享器 联网 上网 掉线 伺服器 服务器
battery: battery charge charging charger charged power cable plug adapter usb drains drain socket turn_on turns_on switch_on turn_off power_button | 电池 充电 耗电 电量 充电器 插电 充不进 开机 电源 没电 充 掉电 关机 充满 线 插头 开不了机 充唔到 通电 开唔到 续航
screen: screen display touch touchscreen pixel brightness black_screen flicker flickers flickering resolution led | 屏幕 萤幕 触控 触屏 荧幕 画面 亮度 黑画面 亮 闪烁 灯 花屏 黑屏 亮线 指示灯 灯号 不亮
sound: sound audio volume speaker mic microphone noise noisy mute crackling hear buzzing rattling music_stops | 声音 音量 喇叭 麦克风 没声音 杂音 噪音 异音 怪声 音质 无声 听不到 静音 破音 声 冇声
device: headphones earbuds watch phone laptop computer tablet tv camera printer speaker lamp keyboard mouse vacuum robot kettle fridge washing_machine blender tracker monitor hub thermostat fan bulb heater fryer toothbrush purifier console drone scale doorbell | 耳机 手表 手机 电脑 笔电 平板 电视 相机 打印机 印表机 音箱 灯 键盘 鼠标 滑鼠 扫地机 吸尘器 冰箱 洗衣机 手环 摄像头 监视器 净化器 加湿器 电饭锅 除湿机 空调 冷气 风扇 热水壶 笔记本 机器 扫地机器人 清净机 咖啡机 体重机 行车记录仪 投影仪 门铃 门锁 水壶 主机 设备 装置
overheat: hot overheat overheating smoke burning smell burnt heating warm sparks | 过热 发烫 烫 冒烟 烧焦 异味 发热 烧 很热 焦味 火花
sensor: gps sensor step steps heart_rate temperature measure accuracy inaccurate tracking_wrong motion remote voice_control alexa google_home homekit | 定位 感应 步数 心率 温度 不准 遥控 语音 准确 感测 计步 测量 心跳 声控 遥控器 智能家居 智慧家庭
sync: sync syncing synced data backup import export cloud history saved lost_data playlists | 同步 数据 资料 备份 云端 记录 历史 存档 纪录 保存 储存 导出
notification: notification notifications alert push reminder email_not spam_folder inbox emails | 通知 推送 推播 提醒 邮件 信箱 收不到 收唔到 垃圾邮件 消息 弹窗通知 邮箱
file: file photo photos picture image images video upload uploading pdf attachment document scan qr qr_code format | 文件 照片 图片 影片 视频 上传 档案 附件 扫码 二维码 扫描 截图 图 格式 QR 相片
settings: settings setup set_up configure configuration factory_reset mode enable disable feature permission calibrate setting | 设置 设定 配置 恢复出厂 模式 开启 关闭 权限 初始化 调整 重置 校准 功能
mechanics: spin motor blade blades leak drip jam jammed stuck_in stops_after turns rotate pump filter brush wheel lid hinge | 马达 电机 转 漏水 卡纸 滤网 刷子 轮子 卡到 停下来 不转 抽水 刀头 漏电 吸力 不制冷 不冷 不热 打结 盖子
typed: characters letters language_wrong font layout text overlaps question_marks garbled zoom columns | 字 乱码 排版 问号 字体 重叠 语言 版面 跑版 错位 乱掉 叠在一起
search-site: search filter sort results category search_bar | 搜索 搜寻 筛选 排序 结果 搜不到 分类 搜寻列
payment-fails: payment_failed card_declined payment_declined transaction_failed payment_page won't_accept payment_error 3d_secure | 支付失败 付款失败 刷不过 刷卡失败 付不了 支付不了 交易失败 扣款失败 无法付款 无法支付 付唔到 结不了 刷不了 卡被拒
`;
