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
