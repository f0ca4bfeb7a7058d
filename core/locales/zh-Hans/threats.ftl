## 威胁:确认、留证、维权材料

button-t-mark = 标为威胁
button-t-nomark = 不是
button-t-draft = 发草稿
event-marked = 标为威胁,原话留证
event-nomark = 看过,不是威胁
event-kept = 补充留证
event-dossier = 导出维权材料
event-merchant = 商家答复

staff-threat-appeal-has = 平台申诉要的,已有:{ $what }
staff-threat-appeal-lacks = 还缺:{ $what }
staff-threat-ask = 可以这样问:「{ $draft }」
appeal-wanted = 要求
appeal-sum = 金额
appeal-in-exchange = 拿什么换
appeal-order = 订单号
appeal-quoted = { $name }「{ $words }」
draft-ask-wish = 你希望怎么处理,请写明:要什么、金额、订单号。按本群售后规则办,对谁都一样。

threat-marked = #{ $number } 已标为威胁。这单的原话从现在起按字留证,带编号、时间和链接,保留到 { $until }。
threat-marked-doubt = 已标为威胁。这条的原话从现在起按字留证,带编号、时间和链接,保留到 { $until }。
threat-marked-more = 群外的聊天、截图、通话记录:发我并写 /keep { $number } 说明。群主导出材料:/dossier { $number }
threat-not = #{ $number } 记下了,不是威胁,按普通急单办,什么都不另存。
threat-not-doubt = 记下了,不是威胁,什么都不另存。
refuse-threat-decided = 这单刚有人看过了:{ $decision }。
refuse-not-marked = #{ $number } 还没标为威胁,没有单独留证。先在提醒卡上点「标为威胁」。
    可以写:/ticket { $number }
refuse-keep-empty = 要留的内容是空的。写:/keep { $number } 说明,或把截图配上这一行发我。
kept-outside = #{ $number } 收进留证了。

dossier-title = #{ $number } 维权材料
dossier-group = 群
dossier-product = 商品
dossier-member = 成员
dossier-member-value = { $name }(Telegram { $id })
dossier-opened = 登记
dossier-order = 订单号
dossier-marked = 标记
dossier-marked-value = { $at },{ $by }
dossier-kept-until = 保留到
dossier-made = 导出
dossier-when = 时间
dossier-who = 谁
dossier-what = 内容
dossier-files = 原始文件
dossier-file = 文件
dossier-sha = SHA-256
dossier-closing = 以上按原话保存,带 Telegram 的编号和时间。核对文件:sha256sum -c SHA256SUMS
dossier-by-bot = 有据
dossier-by-staff = 值班的人
dossier-said = 原话
dossier-answered = 回复
dossier-outside = 群外材料
dossier-caption = #{ $number } 维权材料:{ $count } 条,{ $files } 个文件。保留到 { $until },这次导出已记入审计。
