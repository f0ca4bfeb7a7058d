## 值班的人写给成员的话

relay-preview = 发给{ $name }({ $number },{ $where }):
relay-preview-many = 发给 { $count } 位成员({ $numbers }),每人一条:
relay-warning = 确定这样发?里面有{ $phrases }。
relay-phrase = 「{ $phrase }」
relay-due = 里面说了时间,会记下来跟进:{ $due } 前。
relay-then = 发出后这张单{ $state }。
relay-closed = 这张单已经办结,发出去不会重新打开。
relay-private = 私聊
relay-thread = 没开过私聊,发在群里那条下面
relay-nowhere = 没开过私聊,群里也发不了
relay-sending = 发出了,送到了会在这里说。
relay-dropped = 好,没有发。
relay-sent-private = #{ $number } 已送到{ $name }的私聊。
relay-sent-thread = #{ $number } 没开过私聊,已发在群里那条下面。
relay-blocked = #{ $number } 没送到:{ $name }停用了我的私聊。发在群里那条下面吗?
relay-lost = #{ $number } 没送到,两边都发不了。
relay-head = #{ $number } 对接人答复你:
relay-head-doubt = 对接人答复你:
relay-head-thread = { $hail }#{ $number } 对接人答复你:
relay-head-thread-doubt = { $hail }对接人答复你:
relay-too-long = 有 { $count } 个字,最多 { $limit } 个,短一点再发。

ask-how = 回复这条,写要问{ $name }什么(#{ $number })。也可以直接点。
verify-how = 回复这条,写核实的结果(#{ $number }):试用、照片对比、商家核对。只有值班的人看得到。
money-how = 回复这条,写金额和原因(#{ $number }),比如:5 快递晚到三天。只做记录,不会付款。
shop-how = 回复这条,写给「{ $shop }」这 { $count } 张单的答复({ $numbers })。发出前会让你再看一遍。
shop-how-none = 回复这条,写给这 { $count } 张没有店名的单的答复({ $numbers })。发出前会让你再看一遍。
liaison-asked = #{ $number } 请你答复:{ $summary }
liaison-asked-how = 点一个,或回复这条写给成员的话。发出前会让你再看一遍。
prompt-over = 好,不写了。

quick-ask-photo = 方便的话,把有问题的地方拍张照发我,对接人核对要用。
quick-ask-order = 订单号发我一下,好让商家查。只有对接人看得到。
quick-ask-received = 哪天收到的?告诉我日期,好对照规则。
quick-agree = 对接人答复:可以办,{ $wants }。
    怎么办、什么时候办好,{ $due } 前告诉你。
quick-agree-plain = 对接人答复:可以办。
    怎么办、什么时候办好,{ $due } 前告诉你。
quick-refuse = 对接人核对过了,这单按规则没有支持。
    有新的照片或情况,直接发我,接着给你看。
quick-noon = 这件事还在和商家核对,{ $due } 前答复你,有没有结果都会说。

verified = 核实记录写进 #{ $number } 了,只有值班的人看得到。
decline-wants-fact = 按规则未支持要有依据。先点「核实记录」写一条,或对照规则能说清不适用。
follow-declined-fact = 依据:{ $fact }
why-logged = 记下了,没按时答复的原因:{ $why }。
missed-why-hands = 人手
missed-why-unknown = 不知道怎么答
missed-why-merchant = 等商家
missed-why-courier = 等快递
missed-why-of = #{ $number } { $why }
why-ask = 没按时答,是因为什么?点一下。

money-recorded = #{ $number } 补偿 { $amount } 元,记下了:{ $reason }。只做记录,不会付款。
money-waits = #{ $number } 补偿 { $amount } 元超过你的上限({ $limit } 元),等群主点头。
money-owner = 要你点头:#{ $number } 补偿 { $amount } 元。{ $name }:{ $reason }
money-approved = #{ $number } 补偿 { $amount } 元,群主同意了。
money-refused = #{ $number } 补偿 { $amount } 元,群主没同意。
money-form = 写成「金额 原因」,比如:5 快递晚到三天。
money-too-much = 一次最多记 { $limit } 元。
money-no-reviews = 补偿不能和评价、投诉挂钩。换个理由再写。
card-money = 补偿:{ $amount } 元({ $state })
money-state-approved = 已同意
money-state-waiting = 等群主
money-state-refused = 没同意

card-files = 附件:{ $files }
card-facts = { $facts }
card-earlier-line = 以前:#{ $number } { $summary } · { $outcome }

event-staff = 对成员说
event-verify = 核实记录
event-why = 没按时的原因
event-money = 补偿
event-wants = 成员说想要
event-delivered = 已送到
event-undelivered = 没送到
event-merge = 合并进来
event-take-in = 收进另一张单
event-merged = 并入
event-handed = 转交
event-good = 成员说满意
event-bad = 成员说不满意
event-unmark = 成员不让在群里标

button-r-send = 发出
button-r-force = 照样发
button-r-drop = 不发
button-r-thread = 发到群里
button-r-over = 算了
button-r-agree = 同意
button-r-refuse = 不同意
button-r-photo = 要照片
button-r-noon = 明天 12 点答复
button-r-order = 要订单号
button-r-received = 问签收日期
button-y-approve = 同意
button-y-refuse = 不同意
button-t-ask = 问成员
button-t-liaison = 问对接人
button-t-verify = 核实记录
button-t-money = 补偿
button-t-raise = 加急
button-t-files = 看附件
button-t-dossier = 维权材料
button-t-merge = 并单
button-m-want-return = 退
button-m-want-exchange = 换
button-m-want-reshipment = 补
button-m-want-talk = 只是说说
button-m-unmark = 群里别标
alert-wanted = 记下了:{ $want }。
alert-unmarked = 好,群里那条改回原样了。
alert-merged = 合并好了。
refuse-merge-none = 这位成员没有别的在办的单可以合并。
refuse-move-merged = #{ $number } 已经并入这位成员的另一张单,到那张上处理。
merge-choose = 把 #{ $number } 并入哪一张?

away-how = 写成 /away 11-25 接替人,比如:/away 11-25 小助。到那天早上自动交还;提前回来发 /away 回来。
away-who = 接替人「{ $name }」对不上。值班的人有:{ $choices }。
away-already = 你已经交接出去了。提前回来发 /away 回来。
away-not = 你没有交接出去的单子。
away-done = 好,{ $until } 前由{ $cover }接替你,交过去 { $count } 张单。新单也先给别人。
away-cover = { $name } { $until } 前不在,由你接替,交给你 { $count } 张单。看单子:/tickets mine
away-back = 欢迎回来,交还 { $count } 张单。
away-returned = 你的单子交还回来了,{ $count } 张。

button-shop = { $shop }:一起答
button-shop-none = 一起答
