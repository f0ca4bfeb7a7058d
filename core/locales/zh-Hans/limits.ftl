## 限流、停机、试运行

limited-doubt = { $names },你们问的{ $product }集中说一次,手上有的:
limited-doubt-one = { $names },你问的{ $product },手上有的:
limited-doubts = { $names },你们问的集中说一次,手上有的:
limited-line = { $product }:{ $kinds }
limited-how = 想看图,或者还有不放心的,点「仍有疑问」,对接人接着查。
limited-cases = { $names },都登记了:{ $numbers }。对接人 { $due } 前逐个答复,没有进展也会照实说。
limited-cases-one = { $names },登记好了:{ $numbers }。对接人 { $due } 前答复你,没有进展也会照实说。
limited-more = { $names }等 { $count } 位
staff-limited = 已限流 { $count } 条:「{ $group }」这一小时回得够多了,群里只做了标记,刚集中说明了一次。
staff-limited-line = { $member }:「{ $words }」
staff-limited-rest = 另有 { $count } 条。

downtime-catch-up = { $span } 我没在线,这段时间问的 { $count } 条都看到了,已转给值班的人。
    现在还想知道的,在这里再说一句,我接着答。
downtime-owner = 停机 { $span },补处理 { $count } 条。
downtime-owner-late = 其中 { $count } 条等了两小时以上,没有自动回,在等你看。
operator-downtime = 停机 { $span },补处理 { $count } 条。
operator-downtime-long = 停了一天以上:Telegram 只留 24 小时的消息,更早的收不到了。

trial-title = 「{ $group }」试运行到现在,换成自动我会回 { $count } 条:
trial-title-none = 「{ $group }」试运行到现在,没有一条要我回的。
trial-where = 第 { $number } 条,共 { $count } 条 · 看过 { $seen } 条:对 { $right },不对 { $wrong }
trial-said = { $member } { $time }:「{ $words }」
trial-would = 我会:{ $act }({ $kind } · { $reasons } · 把握 { $score }%)
trial-would-plain = 我会:{ $act }({ $kind } · 把握 { $score }%)
trial-product = 商品:{ $product }
trial-marked-right = 你标了:对
trial-marked-wrong = 你标了:不对,以后这样的话不算。
trial-how = 看完选一种:自动直接答,审核每条先给你看,试运行接着不说话。
button-g-trial = 看试运行
button-g-right = 对
button-g-wrong = 不对
would-answer = 把手上的凭证贴出来
would-promise = 说手上没有,去要,给个时间
would-point = 指到前面的回答
would-react = 只做个标记
would-respect = 尊重已经退货的决定
would-receipt = 登记售后单,说好答复时间
would-second = 说有人管,往前排
would-join = 并进原来那件事
would-calm = 只回一句中性的话
would-right = 说投诉是权利,照常办
would-ask = 先问是哪件商品
would-review = 不回,交给你看
would-grumble = 问要不要登记
would-extend = 把前面的回答补全
would-log = 只登记,不说话
would-note = 只记下
