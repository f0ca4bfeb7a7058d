## 设置

settings-title = 「{ $workspace }」的设置:
settings-line = { $name }:{ $value }
settings-how = 点一项来改,或直接写:/settings 冷却 30
settings-choose = { $name }现在是 { $value }。
settings-type = 也可以直接写:/settings { $name } { $example }
settings-set = { $name }:{ $before } → { $after }
settings-same = { $name }本来就是 { $after }。
settings-groups = 各群怎么答:
settings-group = { $group }:{ $mode }
button-g-groups = 各群模式
button-g-back = 返回
button-g-check = 再查一遍
setting-sensitivity = 灵敏度
setting-windows = 联系时段
setting-hours = 服务时间
setting-cooldown = 冷却
setting-answers = 回答上限
setting-receipts = 登记上限
setting-wait = 先让人答
setting-opinion = 第二意见
setting-watermark = 水印
setting-protect = 禁止转存
setting-praise = 收集好评
setting-admins = 管理员可设置
setting-zone = 时区
setting-language = 语言
value-careful = 保守
value-standard = 标准
value-keen = 灵敏
value-on = 开
value-off = 关
value-minutes = { $number } 分钟
value-per-hour = 每小时 { $number } 条
setting-note-opinion = 打开后,拿不准的原话会发给运营设定的模型看一眼;名字和号码先去掉。
setting-note-watermark = 打开后,发到群里的凭证图带浅水印「仅供〈群名〉查验 · 日期」。
setting-note-protect = 打开后,授权书发到群里不能转发、不能保存。
setting-note-praise = 打开后,群里说好用的话会存成候选;本人同意以前,谁也看不到。
setting-note-wait = 没有凭证时,先等人回几分钟,没人回我再说。
problem-setting-unknown = 没有「{ $typed }」这项设置。
    可以写:{ $choices }。
problem-setting-choice = 「{ $typed }」不在可选的里面。
    可以写:{ $choices }。
problem-setting-number = 「{ $typed }」不行,要 { $low } 到 { $high } 的整数。
    最接近的:{ $choices }。
problem-setting-span = 「{ $typed }」看不懂,写成起止时间,至少半小时,不跨夜。
    比如:{ $choices }。
problem-setting-windows = 「{ $typed }」看不懂。最多 { $limit } 段,每段至少半小时,不重叠。
    比如:{ $choices }。
problem-setting-value = 还差要改成什么。
    可以写:{ $choices }。

settings-title-policy = 售后规则:
settings-title-times = 跟进和答复的时间:
page-policy = 售后规则
page-times = 跟进时间
setting-noreason = 无理由天数
setting-excluded = 不适用类目
setting-noreasonpay = 无理由运费
setting-quality = 质量退货天数
setting-qualitypay = 质量运费
setting-damage = 破损时限
setting-insurance = 运费险天数
setting-cheap = 免退金额
setting-remedies = 处理方式
setting-liaisonlimit = 对接人补偿上限
setting-adminlimit = 管理员补偿上限
setting-dossierdays = 维权材料保留
setting-unit-dossierdays = 天
setting-first = 首次答复
setting-asking = 催问
setting-progress = 进度频率
setting-silence = 人工后静默
setting-check = 回访
setting-close = 无回应关闭
setting-warning = 退货期提醒
setting-reminders = 提醒成员次数
setting-merging = 合并提醒
setting-promises = 答复时限
setting-days = 特殊日期
setting-unit-noreason = 天
setting-unit-quality = 天
setting-unit-insurance = 天
setting-unit-damage = 小时
setting-unit-cheap = 元
setting-unit-liaisonlimit = 元
setting-unit-adminlimit = 元
setting-unit-first = 分钟
setting-unit-asking = 小时
setting-unit-silence = 小时
setting-unit-check = 小时
setting-unit-close = 小时
setting-unit-warning = 小时
setting-unit-reminders = 次
setting-unit-merging = 小时
setting-unit-promises = 分钟
value-unit = { $value } { $unit }
value-buyer = 买家
value-merchant = 商家
setting-note-noreason = 从签收第二天起算,签收当天不算。
setting-note-insurance = 从签收起算;写 0 表示没有运费险。
setting-note-damage = 签收后多少小时内带照片提出。
setting-note-cheap = 不超过这个价,可以提议不退货直接退款。
setting-note-remedies = 每种原因能怎么处理;没写的用默认。
setting-note-liaisonlimit = 超过这个数,要群主点头。
setting-note-adminlimit = 超过这个数,要群主点头。
setting-note-first = 依次:提醒对接人、再提醒、告诉群主。按服务时间算。
setting-note-asking = 等商家、快递、平台时:问对接人、再问、告诉群主。
setting-note-progress = 没有新进展时:每天一次,说几天;之后每几天一次。
setting-note-silence = 人刚跟成员说过话,这么久之内我不发进度。
setting-note-merging = 给同一个人的日常提醒,至少隔这么久,合成一条。
setting-note-promises = 依次:投诉、凭证、二次投诉。
setting-note-days = 假期写「休」,大促写当天的服务时间,后面可以跟当天的联系时段。
setting-example-excluded = 生鲜,定制
setting-example-remedies = 质量问题:换货,包邮退货;少件:补发
setting-example-days = 2026-10-01-2026-10-07 休; 2026-11-11 08:00-24:00 12:00-14:00,18:00-22:00
problem-setting-numbers = 「{ $typed }」不行,要 { $count } 个数,每个 { $low } 到 { $high },用逗号隔开。
problem-setting-money = 「{ $typed }」不行,写金额,最多 { $high } 元,比如 20 或 19.9。
problem-setting-words = 「{ $typed }」不行,用逗号隔开,最多 { $limit } 个,每个不超过 12 个字;没有就写「无」。
problem-setting-remedies = 「{ $typed }」看不懂,写成 原因:处理,处理;原因:处理。
    原因:{ $causes }
    处理:{ $remedies }
problem-setting-days = 「{ $typed }」看不懂,写成 日期 休,或 日期 起止时间(至少两小时),最多 { $limit } 天;没有就写「无」。
    比如:2026-10-01 休; 2026-11-11 08:00-24:00
