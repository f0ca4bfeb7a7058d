## 信任危机:群里的集中说明

crisis-statement = 关于{ $product },几位朋友问到{ $topics },集中说明一次({ $at })。
crisis-statement-updated = 关于{ $product },几位朋友问到{ $topics },集中说明一次({ $at } 说明,{ $updated } 更新)。
crisis-on-file = 手上有的:{ $proofs }
crisis-missing = 还没有的:{ $kinds },已请对接人去要,{ $due } 前在这里更新,要没要到都会说。
crisis-missing-plain = 还没有的:{ $kinds }。要到了在这里更新。
crisis-missed = 还没有的:{ $kinds },说好的时间里没要到,照实告诉大家。下次在这里说明:{ $due } 前。
crisis-missed-last = 还没有的:{ $kinds },要过两次没要到,照实告诉大家。要到了在这里更新。
crisis-nothing = 没看到凭证之前,我不替它下结论。
crisis-retired = 先前放的{ $kinds }已撤下,不再作数。
crisis-note = { $at } 补充:{ $note }
crisis-close = 用得好、有疑问,都可以照实讲。买了不放心的点「申请售后」,按规则办,不用在群里争。
crisis-pictures = 上面说的{ $kinds }在这里,你看过再判断。
crisis-pictures-new = { $kinds }到了,补在这里,你看过再判断。
pointer-statement = { $hail }这件 { $at } 刚集中说明过,手上有的、还没有的都在那条里,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
pointer-statement-above = { $hail }这件 { $at } 刚集中说明过,手上有的、还没有的都在我回复的这条里。
    看完还有不放心的,点「仍有疑问」,我转给对接人。

topic-price = 价格
topic-packaging = 包装
topic-origin = 发货地
topic-authorization = 店铺授权
topic-quality = 品质
topic-verification = 验真
topic-hearsay = 真伪
topic-proof = 凭证本身
topic-plain = 真伪

## 信任危机:给值班的人

crisis-alert = 信任危机:{ $product } · { $group }({ $mode })
crisis-over = 信任危机已结束:{ $product } · { $group }
crisis-members = { $span },{ $members } 位成员说了 { $count } 条:
crisis-newcomers = 其中 { $count } 位进群不到 7 天,按半个人算。
crisis-line = { $member }:「{ $words }」{ " " }{ $link }
crisis-line-new = { $member }(新成员):「{ $words }」{ " " }{ $link }
crisis-more = 另有 { $count } 条。
crisis-elsewhere = { $member } 同一句话也在{ $groups }说过。
crisis-posted = 已在群里集中说明({ $at })。
crisis-posted-updated = 已在群里集中说明({ $at }),之后更新 { $count } 次。
crisis-posted-lost = 集中说明没发出去:群里现在发不出消息。
crisis-pin-refused = 没能置顶:我没有置顶的权限。
crisis-waits-newcomers = 还没在群里说明:新成员占多数。看过再点「发说明」。
crisis-waits-review = 还没在群里说明:这个群先给你看再发。看过点「发说明」。
crisis-waits-trial = 群里一句没说:这个群在试运行。
crisis-waits-quiet = 群里没有说明:这个群在静音。
crisis-lacks = 还缺{ $kinds },已答应 { $due } 前在群里更新,要没要到都要说。
crisis-lacks-plain = 还缺{ $kinds }。
crisis-ends = 2 小时没有新的质疑就自动结束。
crisis-preview = 要发的是:
crisis-due = 到点了:{ $product } 的{ $kinds }还没到,已在群里照实说。
crisis-due-next = 答应了下次 { $due } 前在群里说明。
crisis-summary-by = { $name } 结束了它。
crisis-summary-alone = 2 小时没有新的质疑,自动结束。
crisis-summary-members = { $span },{ $members } 位成员说了 { $count } 条。
crisis-summary-silent = 群里没有集中说明。
crisis-summary-open = 还没办完的单子 { $count } 张:{ $numbers }
crises-title = 进行中的信任危机:
crises-line = { $product } · { $group } · { $members } 位成员 · { $at } 起
crises-none = 现在没有信任危机。
same-words = 同一句话,同一个人在几个群里说:{ $member } · { $groups }
same-words-said = 「{ $words }」
button-x-post = 发说明
button-x-update = 更新说明
button-x-close = 结束
button-x-show = 看详情
button-x-tell = 统一答复
alert-crisis-closed = 好,结束了。置顶的说明取下,内容留着。
alert-crisis-same = 说明已经是最新的,没有改。
alert-crisis-trial = 这个群在试运行,群里不发。先改模式再发。
alert-crisis-quiet = 这个群在静音。先在群里发 /resume 再发说明。
menu-crisis = 信任危机
setting-crisismembers = 危机人数
setting-crisisminutes = 危机时段
setting-unit-crisismembers = 位成员
setting-unit-crisisminutes = 分钟
setting-note-crisismembers = 同一件商品被这么多位成员质疑,就集中说明一次。进群不到 7 天的算半个人。
setting-note-crisisminutes = 这些质疑要落在这么长的时间里。
