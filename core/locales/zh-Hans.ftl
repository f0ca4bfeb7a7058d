# 有据说的每一句话。标准见 VOICE.md:名字、日期、金额、时间都是变量;变量未知的那一行整行不出现。
# 汉字和变量之间写空格:变量以汉字开头时空格自动去掉(要留空格写 { " " })。
# 姓名已带逗号({ $hail } = 「阿安,」),不适合叫出来的名字为空。

## 词

hail = { $name },
picture-only = (图片)
name-unknown = 一位成员
join-comma = 、
join-two = { $first }和{ $last }
mark = ①②③④⑤⑥
link-here = 点这里看
link-above = 就在我回复的这条里
day-before-yesterday = 前天
day-yesterday = 昨天
day-today = 今天
day-tomorrow = 明天
time-at = { $day } { $clock }
time-span = { $day } { $begin }–{ $end }
length-minutes = { $number } 分钟
length-hours = { $number } 小时
length-days = { $number } 天

kind-logistics = 物流记录
kind-authorization = 授权书
kind-channel = 渠道说明
kind-inspection = 质检报告
kind-purchase = 进货凭证
kind-customs = 报关单
kind-statement = 商家说明
kind-feedback = 用过的人的反馈

short-logistics = 物流
short-authorization = 授权
short-channel = 渠道
short-inspection = 质检
short-purchase = 进货
short-customs = 报关
short-statement = 声明
short-feedback = 好评

reason-price = 价格
reason-packaging = 包装
reason-origin = 发货地
reason-authorization = 店铺授权
reason-quality = 品质
reason-verification = 验真
reason-hearsay = 听到的说法
reason-proof = 凭证本身
reason-plain = 真伪
reason-threat-escalation = 要去投诉
reason-threat-extortion = 规则以外的要求

cause-unknown = 售后问题
cause-courier-slow = 快递停滞
cause-courier-not-shipped = 一直没发货
cause-courier-lost = 快递丢件
cause-courier-damaged = 收到时已损坏
cause-courier-wrong-item = 发错货
cause-courier-missing-item = 少件漏发
cause-courier-manner = 快递服务
cause-seller-defect = 质量问题
cause-seller-not-as-described = 与描述不符
cause-seller-late-dispatch = 发货超时
cause-seller-manner = 商家服务
cause-seller-invoice = 发票问题
cause-seller-refund-refused = 退款没通过
cause-seller-out-of-stock = 下单后缺货
cause-seller-price-drop = 买后降价
cause-member-regret = 不想要了
cause-member-wrong-size = 尺码不合
cause-member-expectation = 和想的不一样
cause-member-mistake = 拍错了

want-refund = 想退款
want-return = 想退货
want-exchange = 想换货
want-reshipment = 想补发
want-invoice = 要发票
want-price-protection = 问价保
want-postage = 问运费

state-open = 处理中
state-waiting = 等回复
state-resolved = 已办结
state-closed = 已关闭
waiting-liaison = 等对接人
waiting-member = 等成员补充
waiting-merchant = 等商家
waiting-courier = 等快递
waiting-platform = 等平台
waiting-evidence = 等凭证
outcome-explained = 已说明
outcome-refund = 退款
outcome-return = 退货
outcome-exchange = 换货
outcome-reshipment = 补发
outcome-compensation = 补偿
outcome-platform = 转平台流程
outcome-declined = 按规则未支持
outcome-withdrawn = 成员撤回
outcome-malicious = 留证转平台
priority-high = 加急
priority-urgent = 特急
role-owner = 群主
role-admin = 管理员
role-liaison = 对接人
role-member = 成员
mode-auto = 自动
mode-review = 审核
mode-trial = 试运行
found-threat = 投诉预告
found-doubt = 质疑
found-complaint = 投诉
found-request = 售后请求
found-praise = 好评
found-none = 不用管

## 按钮

button-c-aftersales = 申请售后
button-c-still = 仍有疑问
button-c-register = 帮我登记
button-c-none = 都不是
button-c-delete = 删掉这条
button-c-private = 私聊说
button-m-add = 补充信息
button-m-progress = 查进度
button-m-drop = 不需要
button-m-mute = 不再联系
button-m-settled = 满意
button-m-unsettled = 不满意
button-m-clear = 清楚了
button-m-unclear = 还有疑问
button-m-reopen = 重新打开
button-t-take = 我来接手
button-t-wait = 等回复…
button-t-resolve = 办结…
button-t-close = 关闭
button-t-reopen = 重新打开
button-t-withdraw = 撤回
button-t-card = 看详情
button-v-answer = 回复成员
button-v-skip = 不用回
button-v-false = 误报
button-v-doubt = 质疑
button-v-complaint = 投诉
button-v-request = 售后请求
button-k-back = 撤回这条
button-k-number = 撤回 { $number }
button-e-publish = 已检查,发布
button-e-discard = 放弃
button-u-discard = 放弃
button-u-new = 新建商品
button-p-confirm = 确认商品
button-p-merge = 就是{ $product }
button-l-back = 上一页
button-l-next = 下一页
button-start = 私聊我
button-number = #{ $number }

## 进群

greeting = 大家好,我是有据,这个群的凭证和售后助手。
    对商品有疑问,直接在群里说:手上有的凭证贴出来,没有的照实说,再去要。
    要售后就发「申请售后」,登记、进度、答复都在我这儿查得到。
adder-not-admin = 我是有据,要由这个群的群主或管理员添加才会工作。
    现在我不看消息,也不说话。请管理员把我移出,再加一次。
adder-unknown = 我是有据,加我进来的管理员是匿名的,我认不出这个群由谁负责。
    现在我不看消息,也不说话。请用自己的账号把我移出,再加一次。
adder-not-open = 我是有据,加我进来的账号还没有开通,现在我不看消息,也不说话。
    请运营这个机器人的人把账号加进名单,再把我移出、重新加一次。

## 回答质疑

answer-price = { $hail }比原价 { $list } 低这么多,会这么想很正常。能查的都放在这儿,你看过再判断:
answer-price-plain = { $hail }价格低,想问清楚很正常。能查的都放在这儿,你看过再判断:
answer-packaging = { $hail }谢谢你专门去比对,这个对大家都有用。
answer-origin = { $hail }是不是直邮,看物流最清楚:
answer-origin-plain = { $hail }从哪儿发的该有记录。手上能查的先放在这儿,你看过再判断:
answer-authorization = { $hail }店铺有没有授权,看授权书最清楚:
answer-authorization-plain = { $hail }问授权问得对。手上能查的先放在这儿,你看过再判断:
answer-quality = { $hail }用着和想的不一样,是该问清楚。能查的都放在这儿,你看过再判断:
answer-verification = { $hail }验真没通过,换谁都会多想。能查的都放在这儿,你看过再判断:
answer-hearsay = { $hail }听到那样的说法,想问清楚很正常。能查的都放在这儿,你看过再判断:
answer-proof = { $hail }光看图不够,这个顾虑有道理。不用看我的图,自己这样查:
answer-proof-plain = { $hail }光看图不够,这个顾虑有道理。
answer-plain = { $hail }能查的都放在这儿,你看过再判断:
answer-missing = 这件的{ $kinds }我手上还没有。
answer-close-packaging = 方便的话,把不一样的地方拍张照回复在这条下面,对接人拿去核对,{ $due } 前回你。
answer-close-origin = 你那件拿自己的单号到快递官网就能查,起点也该是{ $origin };要是对不上,点「仍有疑问」,我们去查。
answer-close-origin-plain = 你那件拿自己的单号到快递官网就能查;要是对不上,点「仍有疑问」,我们去查。
answer-close-quality = 你手上那件有问题,点「申请售后」,按规则给你办。
answer-close-verification = 验真结果截张图回复在这条下面,单号遮住;对接人拿去核对,{ $due } 前回你。
answer-close-proof = 原件已请对接人去要,{ $due } 前在这条下面回你,要没要到都会说。
answer-close = 还有不放心的,点「仍有疑问」,对接人接着查。
answer-under-album = 看完还有不放心的,点这里。

proof-line = { $mark } { $head }:{ $body }
proof-line-bare = { $mark } { $head }
proof-head = { $kind }({ $source })
proof-sample = { $kind }(同批样品,{ $source })
proof-sample-plain = { $kind }(同批样品)
proof-source = { $issuer },{ $date } 存档
proof-source-date = { $date } 存档
proof-until = 有效至 { $until }
proof-note-until = { $note },有效至 { $until }

pointer = { $hail }这件 { $minutes } 分钟前刚说明过,{ $kinds }在那条里,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
pointer-now = { $hail }这件刚说明过,{ $kinds }在那条里,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
pointer-above = { $hail }这件刚说明过,{ $kinds }就在我回复的这条里。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
kinds-several = { $kinds }都
kinds-any = 手上能查的都
proof-any = 凭证

promise = { $hail }这件的{ $kinds }我手上还没有,没看到之前我不替它下结论。
    已经请对接人去要,{ $due } 前在这条下面回你,要没要到都会说。
    不急的话,看到凭证再决定也不迟。
promise-pending = { $hail }这件的{ $kinds }已经在要,没看到之前我不替它下结论。
    { $due } 前在这里说明,要没要到都会说。
promise-kept = { $hail }说好 { $due } 前给你的凭证到了,你看过再判断:
promise-kept-late = { $hail }凭证到了,比说好的 { $due } 晚,让你久等。你看过再判断:
promise-kept-elsewhere = { $names },你们问的凭证到了,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
promise-kept-elsewhere-one = { $names },你问的凭证到了,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
promise-overdue = { $hail }说好 { $due } 前回你,照实说:{ $kinds }还没要到。
    对接人 { $asked } 又去问过,还没回话。
    没看到之前我仍然不下结论。
    下次在这里说明:{ $next } 前。
    已经买了、想先处理的,点「申请售后」,按规则给你办。

returned = { $hail }已经退了,就按你的决定来。
    退款没到账、寄回卡住了,点「申请售后」,接着给你办。
returned-proof = 手上能查的留在这儿,想看再看:

which-product = { $hail }你问的是哪一件?点一下,我把手上的凭证找出来:

## 投诉和售后请求

receipt = { $hail }{ $feeling }已登记售后单 #{ $number },{ $summary }。
receipt-summary = { $cause },{ $wants }
receipt-next-courier = 对接人去催快递和商家,{ $due } 前给你第一次答复,没有进展也会照实说。
receipt-next-dispatch = 对接人去问商家哪天发,{ $due } 前给你第一次答复,没有进展也会照实说。
receipt-next-goods = 对接人核对后,{ $due } 前给你第一次答复,没有进展也会照实说。
receipt-next-money = 对接人去问商家,{ $due } 前给你第一次答复,没有进展也会照实说。
receipt-next-rules = 对接人对照规则,{ $due } 前答复你。
receipt-next-plain = 对接人 { $due } 前给你第一次答复,没有进展也会照实说。
receipt-data-courier = 快递单号私聊补给我,好查卡在哪一站;单号和电话别发群里。
receipt-data-dispatch = 订单号私聊补给我,好让商家查;订单号和电话别发群里。
receipt-data-goods = 私聊补两样就能往下办:有问题的地方拍张照,哪天签收的。
receipt-data-money = 订单号和商家的回复截图私聊补给我,别发群里。
receipt-data-rules = 私聊补一样就能往下办:哪天签收的。
receipt-data-plain = 经过和订单号私聊补给我,别发群里。
receipt-rule = 本群规则:{ $rule }
receipt-product = 是哪件商品也一起说,好对上。

feeling-courier-slow = 这么久没动静,换谁都急。
feeling-courier-not-shipped = 付了钱没见发货,着急很正常。
feeling-courier-lost = 件找不着,确实闹心。
feeling-courier-damaged = 收到就是坏的,给你添麻烦了。
feeling-courier-wrong-item = 来的不是你要的,给你添麻烦了。
feeling-courier-missing-item = 收到少了东西,给你添麻烦了。
feeling-courier-manner = 收个件还不痛快,确实扫兴。
feeling-seller-defect = 收到就有问题,给你添麻烦了。
feeling-seller-not-as-described = 到手和说的不一样,确实扫兴。
feeling-seller-late-dispatch = 说好的时间没发,着急很正常。
feeling-seller-manner = 好好问没被好好答,确实扫兴。
feeling-seller-refund-refused = 退款卡住了,换谁都急。
feeling-seller-out-of-stock = 下了单又说没货,确实扫兴。
feeling-seller-price-drop = 刚买就降价,确实扫兴。

grumble = { $hail }{ $feeling }要我们去查,点「帮我登记」,对接人去问。
second = { $hail }有人管。#{ $number } { $day }登记的,你这条连同上一条刚转给对接人,也告诉了群主,往前排了。
second-desk = { $hail }有人管。#{ $number } { $day }登记的,你这条连同上一条刚转给对接人,往前排了。
second-state = 实情:{ $state }
second-due = { $due } 前对接人本人回你;到点没回,我来这里说明。
joined = { $hail }这条加进 #{ $number } 了,对接人一起看,{ $due } 前回你。
joined-plain = { $hail }这条加进 #{ $number } 了,对接人一起看。
missed = { $hail }#{ $number } 说好 { $due } 前答复你,到点了对接人还没回,照实告诉你。
    已经再转给对接人,也告诉了群主。
    下次在这里说明:{ $next } 前。
threat-escalation = 投诉是你的权利,不影响这边继续办。
threat-escalation-due = #{ $number } 已转给对接人,{ $due } 前答复你,没有进展也会照实说。
threat-extortion = 收到,已转负责人,{ $due } 前联系你;商品有问题点下面补充,凭订单和照片按本群售后规则办,对谁都一样。
human = { $hail }已经叫对接人了,{ $due } 前在这条下面回你。这段时间我不插话。
private-posted = { $hail }{ $what }别放在群里,点「删掉这条」我来删,后面的私聊说。
private-order = 订单号
private-phone = 电话
private-address = 地址
private-number = 快递单号
thread-resolved = #{ $number } 已办结 · { $length }

standing-open = 对接人还在核对。
standing-liaison = 对接人还在核对。
standing-merchant = 对接人 { $asked } 问了商家,还没回话。
standing-merchant-plain = 在等商家回话。
standing-courier = 对接人 { $asked } 催了快递,还没给结果。
standing-courier-plain = 在等快递给结果。
standing-platform = 已走平台流程,{ $asked } 看过,还没有结果。
standing-platform-plain = 已走平台流程,还没有结果。
standing-member = 在等你补充。
standing-evidence = 凭证还在要。
standing-resolved = 已办结:{ $outcome }。
standing-resolved-plain = 已办结。
standing-closed = 已关闭:{ $outcome }。
standing-closed-plain = 已关闭,随时能重新打开。

## 私聊跟进

follow-intro = { $hail }我是「{ $group }」的售后助手有据。你 { $date } 说「{ $words }」,售后单 #{ $number }。
follow-intro-product = { $hail }我是「{ $group }」的售后助手有据。你 { $date } 说「{ $words }」,售后单 #{ $number },{ $product }。
follow-none = 今天还没有新进展:{ $state }
follow-news = 有新进展:{ $state }
follow-next = 下次消息{ $next };要是先有了结果,{ $earlier } 就告诉你。
follow-next-plain = 下次消息{ $next }。
follow-mute = 不想收到提醒点「不再联系」,单子照样办,随时能在「我的售后」里看。
follow-resolved = 这单办结了:{ $outcome }。
follow-note = { $note }
follow-resolved-more = 觉得没办好,点「重新打开」,接着给你办。
follow-reminder = 往下办还差:{ $wanted }。点「补充信息」发我就行。
follow-reminder-plain = 往下办要等你补充,点「补充信息」发我就行。
follow-reminder-last = { $close } 前没收到就先关掉,随时能重新打开。
follow-reminder-drop = 已经解决了,点「不需要」就好。
follow-closed = #{ $number } 一直没等到补充,先关掉了。
    想接着办,点「重新打开」就行。
doubt-check = { $hail }我是「{ $group }」的售后助手有据。你 { $date } 在群里问过{ $product }:「{ $words }」
doubt-check-plain = { $hail }我是「{ $group }」的售后助手有据。你 { $date } 在群里问过:「{ $words }」
doubt-check-shown = 当时放了{ $kinds },现在清楚了吗?
doubt-check-ask = 当时说明过,现在清楚了吗?
doubt-check-more = 还有疑问就点「还有疑问」,对接人接着查。
doubt-check-mute = 不想收到提醒点「不再联系」。
resolution-check = 这单 { $date } 办结:{ $outcome }。办得满意吗?
resolution-check-more = 不满意就点「不满意」,重新打开接着办。
muted = 好,这单不再主动联系你。单子照样办,想看就发「我的售后」。
settled = 好,记下了。以后有问题再找我。
unsettled = { $hail }#{ $number } 重新打开了,也告诉了群主。
    对接人 { $due } 前答复你,没有进展也会照实说。
    哪里没办好,直接回我,一起转过去。
unclear = { $hail }已转给对接人,售后单 #{ $number }。
    { $due } 前答复你,没有进展也会照实说。
    还想问什么,直接回我,一起转过去。
dropped = 好,#{ $number } 先撤下了。要接着办,随时发「我的售后」重新打开。
added = 收到,加进 #{ $number } 了。
    { $due } 前答复你,没有进展也会照实说。
private-first = 本群售后只由我联系你,不要验证码、不要转账。

my-title = 你的售后单:
my-line = #{ $number } { $product } · { $state } · { $date } 登记
my-line-plain = #{ $number } { $state } · { $date } 登记
my-closing = 点单号看进度、补充或撤下。
my-empty = 你现在没有售后单。要登记,发「申请售后」。

## 凭证

preview-title = 待发布:{ $kind }
preview-product = 商品:{ $product }
preview-brand = 品牌:{ $brand }
preview-workspace = 适用:所有商品
preview-issuer = 出具:{ $issuer }
preview-note = 说明:{ $note }
preview-until = 有效至:{ $until }
preview-files = 文件:{ $count } 个
preview-duplicate = 注意:和 { $date } 存的{ $kind }是同一张图。要换新的就发布,传重了就放弃。
preview-draft-product = 注意:「{ $product }」还是草稿商品,发布时一并确认。
preview-check = 电话、姓名、地址、证件号都遮住了再发布。
evidence-published = 已发布:{ $kind },{ $scope }。以后有人问到,我就拿它来答。
evidence-published-until = 有效至 { $until },到期前提醒你。
evidence-published-waiting = 正在等的 { $count } 位已经贴过去了。
evidence-discarded = 已放弃,文件没有留下。
evidence-ask-until = 授权书要有有效期。直接回复日期,比如 2026-12-31。
evidence-usage = 带上文件,配一行字:
    /evidence 授权 防晒喷雾 2026-12-31 品牌方出具的授权书
    依次是:种类、商品或品牌(所有商品写 *)、有效期、说明;后两样可以不写。
    种类:物流、授权、渠道、质检、进货、报关、声明、好评。渠道、声明、好评可以只写字。
library-title = 凭证库:{ $count } 份
library-line = { $mark } { $kind } · { $scope } · 有效至 { $until }
library-line-plain = { $mark } { $kind } · { $scope }
library-empty = 还没有凭证,遇到质疑我会答应去要。发一张图配一行 /evidence 就能加。

## 商品

products-title = 商品 { $from }–{ $to },共 { $total } 件
products-line = { $name } · { $brand } · 凭证 { $count } 份
products-line-plain = { $name } · 凭证 { $count } 份
products-draft = (草稿)
products-empty = 还没有商品。在群里发推广,或写 /product 名称 | 别名,别名 | 品牌
product-saved = 已存:{ $name }
    别名:{ $aliases }
    品牌:{ $brand }
    原价:{ $price }
product-promoted = 已登记推广:{ $product }。有人在这条下面问,我按这件商品来答。
product-promoted-price = 已登记推广:{ $product },{ $price }。有人在这条下面问,我按这件商品来答。

## 值班:新单、催办、复核

staff-place = { $group }({ $mode })
staff-said = { $member }:「{ $words }」
staff-where = 原消息:{ $link }
staff-link = 打开
staff-new = 新售后单 #{ $number } · { $summary }
staff-new-hidden = 抱怨一句,已记 #{ $number }(群里没回执)· { $summary }
staff-product = 商品:{ $product }
staff-product-unknown = 商品:还不知道,补充时会问
staff-promised = 答应了 { $due } 前给第一次答复。
staff-second = 二次投诉 #{ $number } · { $summary }
staff-second-before = 先前:「{ $words }」
staff-second-now = 这次:「{ $words }」
staff-second-promised = 答应了 { $due } 前对接人本人回复。
staff-request = 要凭证:{ $product }
staff-request-reason = 问的是:{ $reasons }
staff-request-kinds = 需要:{ $kinds }
staff-request-due = 已答应 { $due } 前在群里回,要没要到都要说。
staff-request-how = 拿到后把文件发我,配一行:/evidence { $kind }{ " " }{ $product }{ " " }有效期 说明
staff-review = 等你看:{ $kind } · { $reasons } · 把握 { $score }%
staff-review-plain = 等你看:{ $kind } · 把握 { $score }%
staff-clues = 依据:{ $clues }
staff-answered = 已回:{ $kind } · { $reasons } · 把握 { $score }%
staff-threat = 要你确认:{ $reasons } · #{ $number }
staff-threat-how = 群里只回了一句。别争、别许诺;你确认之前,单子不做标记。
staff-threat-right = 投诉是成员的权利。按急单办,别劝、别许诺。
staff-human = { $member } 要找人。已答应 { $due } 前在群里回。
staff-still = 仍有疑问 · 售后单 #{ $number }
staff-half = 还差一半时间:{ $product } 的{ $kinds },{ $due } 前要在群里回。
staff-due = 到点了:{ $product } 的{ $kinds },群里在等。
staff-overdue = 过点了:{ $product } 的{ $kinds }没要到,已在群里照实说。
staff-next = 下次说明:{ $next } 前。
staff-again = 还缺:{ $product } 的{ $kinds },{ $date } 有人问过。
staff-late = #{ $number } { $length }没人接:{ $summary }
staff-late-owner = #{ $number } { $length }没人接,转给群主:{ $summary }
staff-late-doubt = 一条质疑 { $length }没人看:{ $summary }
staff-late-promised = 答应了成员 { $due } 前答复。
staff-waiting = #{ $number } { $state },已经 { $length }:{ $summary }
staff-waiting-doubt = 一条质疑{ $state },已经 { $length }:{ $summary }
staff-waiting-ask = 再问一次,把答复写进单子。
staff-waiting-owner = 问过两次还没结果,请群主看一下。
staff-missed = #{ $number } 答应 { $due } 前答复,没人回,已在群里照实说。
staff-missed-quiet = #{ $number } 答应 { $due } 前联系,没人联系。群里没有再说。
staff-unsettled = #{ $number } 成员不满意,已重新打开:{ $summary }
staff-reopened = #{ $number } 成员重新打开了:{ $summary }
staff-withdrawn = #{ $number } 成员撤下了:{ $summary }
staff-added-doubt = 提过疑问的成员补充:「{ $words }」
staff-added = #{ $number } 成员补充:「{ $words }」
staff-gone = 要回的那条消息不在了,没有回:{ $summary }
staff-impostor = 有人冒充工作人员?{ $member } 在 { $group } 回投诉时留了联系方式:「{ $words }」
staff-duplicate = 同一张图也出现在:{ $where }。只告诉值班的人。
staff-lost-rights = 在「{ $group }」我读不到或发不出消息了,请把权限加回来。
staff-product-draft = 新推广建了草稿商品:{ $product }。确认或合并后才好配凭证。

operator-storage-away = 数据库现在写不进去({ $reason })。新消息先留在 Telegram,没有丢;恢复后自动接着处理。
operator-update-failed = 一条消息处理了三次都没成,已放进待查:{ $update }({ $error })。

why-sure = 有把握,已在群里回复。
why-unsure = 没有自动回:把握不够。
why-no-product = 没有自动回:不知道问的是哪件商品。
why-no-proof = 手上没有凭证,已答应去要。
why-answered-before = 刚说明过,只指了路。
why-answered-twice = 刚说明过也指过路,只做了标记。
why-burst = 同一个人三分钟内的话,算一条。
why-human-first = 有人先答了,我没插话。
why-too-old = 没有自动回:这条已超过两小时。
why-mode = 没有自动回:这个群现在不自动回复。
why-limit = 这一小时回得够多了,先记下。
why-already-returned = 已经退了,只回一句,不建单。
why-same-case = 加进了原来的单子。
why-second-complaint = 同一件事第二次来说,已往前排。
why-not-a-concern = 不用处理。
why-opinion-agreed = 第二意见也这么看,已在群里回复。
why-opinion-differed = 没有自动回:把握不够,第二意见也不这么看。
why-missed = 我没认出来,值班的人指出来的。
why-false-alarm = 标过误报,不算数。

## 教

withdrawn = 这条是我看错了,不作数。
    有要问的,直接在这里说。
taught-wrong = 记下了:「{ $words }」这样的话,以后不算{ $kind }。
taught-missed = 记下了:「{ $words }」这样的话,以后算{ $kind }。
taught-nothing = 「{ $words }」字太少,没有记成例子。
taught-withdrawn = 群里那条回答正在撤下。
taught-undo = 教错了,点「撤回这条」。
taught-taken-back = 撤回了:「{ $words }」这样的话,以后照常判断。
missed-which = 这条算什么?「{ $words }」
missed-answered = 群里已经回了。
missed-not-answered = 群里没有另外回。{ $why }
lessons-title = 教过我 { $total } 条,最新的 { $shown } 条:
lessons-line = { $number }. 「{ $words }」→ { $kind } · { $date }
lessons-empty = 还没有教过我。
    看错的点「误报」;漏掉的在群里回复那条,发 /missed。

## 单子

card-title = #{ $number } { $state } · { $summary }
card-title-doubt = 质疑 · { $state } · { $summary }
card-priority = 优先:{ $priority }
card-member = 成员:{ $member } · { $group }
card-member-plain = 成员:{ $member }
card-earlier = 以前:{ $count } 张单
card-product = 商品:{ $product }
card-words = 原话:「{ $words }」
card-responsible = 负责:{ $name }
card-promised = 答应:{ $due } 前
card-outcome = 结果:{ $outcome }
card-muted = 成员不要主动联系
card-line = { $time } { $what }
card-line-text = { $time } { $what }:{ $text }
card-next = 下一步:{ $what },{ $due }

follow-first-response = 首次答复
follow-progress = 给成员进度
follow-evidence-promise = 凭证答复
follow-doubt-check = 问疑问清了没有
follow-resolution-check = 问满意不满意
follow-waiting-check = 再问一次
follow-member-reminder = 提醒成员补充

event-opened = 登记
event-doubted = 提出疑问
event-answered = 给出凭证
event-promised = 答应去要凭证
event-pointed = 指到前面的回答
event-said = 成员又说
event-added = 成员补充
event-second = 二次投诉
event-take = 接手
event-assign = 转交
event-wait = 开始等
event-answer = 收到回复
event-raise = 加急
event-escalate = 转为售后单
event-explain = 凭证已贴出
event-resolve = 办结
event-close = 关闭
event-withdraw = 成员撤下
event-reopen = 重新打开
event-reminded = 已提醒
event-told = 已告诉成员
event-overdue = 过点说明
event-muted = 成员不要主动联系
event-human = 成员要找人
event-false-alarm = 标为误报

tickets-title = 售后单 { $from }–{ $to },共 { $total } 张({ $what })
tickets-line = #{ $number } { $state } · { $member } · { $summary } · { $length }
tickets-line-doubt = 质疑{ " " }{ $state } · { $member } · { $summary } · { $length }
tickets-late = (已过点)
tickets-empty = 没有{ $what }的单子。
tickets-open = 在办
tickets-mine = 我负责
tickets-overdue = 过点
tickets-found = 含「{ $words }」
tickets-usage = 看一张:/ticket 1024。筛选:/tickets mine、/tickets late,或写要找的词。

## 按钮弹窗(只有按的人看见)

alert-not-yours = 这个按钮是给发问的朋友的。你也有疑问,直接在群里说就行。
alert-not-yours-ticket = 这张单是别人的。你要登记,发「申请售后」。
alert-old = 这个按钮已经过时了,直接发消息就行。
alert-progress = #{ $number }:{ $state }
    答复时间:{ $due } 前。
alert-done = 好了。
alert-taken = 你接手了 #{ $number }。
alert-taken-doubt = 你接手了。
alert-dropped = 好,#{ $number } 撤下了。
alert-still = 已转给对接人,单号 #{ $number },{ $due } 前答复你。
alert-logged = 你的疑问也记下了,有新凭证会在群里说明。
alert-staff-only = 这个按钮是给值班的人的。
alert-deleted = 删掉了。
alert-failed = 没办成,什么都没改。请再点一次。
alert-changed = 刚有人改过这张单,请看最新的卡片。
alert-choose = 选一个:
alert-false = 记下了,是误报,群里那条回答正在撤下。
alert-learnt = 记下了,下一条像这样的就按你说的来。
alert-to-private = 私聊里说,别发群里。

## 命令

start-member = 我是有据,群里商品的凭证和售后助手。
    有疑问,在群里直接说,或发「求证」。
    要售后:发「申请售后」。看进度:发「我的售后」。
    我不要验证码,不要转账,不让人改评价。
start-staff = 我是有据。{ $workspace }里你是{ $role }。
    有人质疑,我按手上的凭证答;没有的,我会找你要。
    加凭证:发图配一行 /evidence。看单子:/tickets。
    全部用法:/help
start-owner-new = 把我加进你的群,再设为管理员,就开始工作。
    第一个群加好后,这里会列出还差什么。
help-member = /aftersales 申请售后
    /mytickets 看自己的售后单
    /proof 商品 看手上的凭证(在群里用)
    /cancel 退出正在填的表
help-liaison = /tickets 你负责的单子
    /ticket 1024 看一张单、接手、办结
    回复我的卡片,就把答复写进单子。
    /cancel 退出正在填的表
help-admin = /evidence 加凭证(私聊发图,配一行字)
    /library 凭证库
    /product 名称 | 别名,别名 | 品牌  加商品
    /products 商品列表
    /promote 商品(在群里回复那条推广)登记推广
    /tickets 售后单,/ticket 1024 看一张
    /missed 我漏掉的(在群里回复那条)
    /wrong 我答错的(在群里回复那条)
    /lessons 教过我的,可以撤回
    /cancel 退出正在填的表
help-owner = 群主另有:/staff 管理值班的人,/settings 设置。
cancelled = 好,已退出,填过的没有保存。
cancelled-adding = 好,已退出。发来的都加进单子了。
cancel-nothing = 现在没有在填的表。

## 不成的时候

refuse-command = 这个命令是给管理员用的。你可以发「申请售后」或「我的售后」。
refuse-role = 这一步要由{ $role }来做。
refuse-private-only = 单子和资料只在私聊里看,点我的头像发给我就行。
refuse-group-only = 这个命令要在群里用,回复那条推广就行。
refuse-anonymous = 匿名的账号做不了这一步,换成自己的账号再发。
refuse-reply-wanted = 请回复一条消息来用这个命令。
refuse-number = 没有 #{ $given } 这张单。最近的是 { $nearest }。
refuse-number-none = 没有 #{ $given } 这张单。
refuse-number-form = 「{ $given }」不是单号。写成 /ticket 1024 这样。
refuse-length = 太长了,最多 { $limit } 个字,现在是 { $length } 个。
refuse-empty = 没有收到内容,请再发一次。
refuse-storage = 刚才没存上,什么都没改。请再发一次。
refuse-unknown = 没看懂。/help 里有能用的命令。
refuse-missed-known = 这条已经在处理了。
refuse-missed-member = 这条不是成员说的话。请回复成员的那条消息,再发 /missed。
refuse-missed-words = 这条没有文字,看不出说的是什么。
refuse-wrong-target = 没认出是哪一条。请回复我的那条回答,再发 /wrong。
refuse-start-first = 先私聊我发 /start,再来这里发一次。
refuse-no-workspace = 你还没有工作区。把我加进你管理的群就有了。

problem-evidence-empty = 带上文件,配一行字,比如:/evidence 授权 防晒喷雾 2026-12-31 品牌方出具
    可以写的种类:{ $choices }。
problem-unknown-kind = 没有「{ $typed }」这种凭证。
    最接近的:{ $choices }。
    可以写:物流、授权、渠道、质检、进货、报关、声明、好评。
problem-name-missing = { $kind }后面还差商品名或品牌;所有商品写 *。
problem-unknown-product = 没找到商品「{ $name }」。
    最接近的:{ $choices }。
    都不是,先加上它:/product { $name }
problem-ambiguous-product = 「{ $name }」对得上好几件,写全一点。
    可能是:{ $choices }。
problem-not-a-date = 「{ $typed }」不是日期。写成 2026-12-31 这样;长期有效写「长期」。
problem-no-such-date = 没有「{ $typed }」这一天。写成 2026-12-31 这样;长期有效写「长期」。
problem-date-past = 「{ $typed }」已经过了,今天是 { $today }。请写还有效的日期。
problem-date-too-far = 「{ $typed }」太远了,最多写 { $years } 年以内;长期有效写「长期」。
problem-date-needed = { $kind }要有有效期。在商品名后面加上日期,比如 2026-12-31;长期有效写「长期」。
problem-file-needed = { $kind }要有图片或 PDF,带上文件再发这一行。
problem-note-needed = 只写字的{ $kind }要有说明,写在这一行最后。
problem-note-too-long = 说明有 { $count } 个字,最多 { $limit } 个,短一点再发。
problem-product-name-missing = 还差商品名:/product 名称 | 别名,别名 | 品牌
problem-product-name-too-long = 商品名太长,最多 { $limit } 个字:{ $name }
problem-product-too-many-parts = 用 | 分成了 { $count } 段,最多三段:/product 名称 | 别名,别名 | 品牌
problem-brand-too-long = 品牌太长,最多 { $limit } 个字:{ $brand }
problem-too-many-aliases = 写了 { $count } 个别名,最多 { $limit } 个。
problem-alias-too-short = 别名「{ $alias }」只有一个字,太容易认错,写两个字以上。
problem-alias-too-long = 别名太长,最多 { $limit } 个字:{ $alias }
upload-kept = 文件还留着,改好这一行发来就行。

bad-file-empty = 这个文件是空的,请再发一次。
bad-file-too-large = 文件有 { $size_mb } MB,最多 { $limit_mb } MB,压小一点再发。
bad-file-heic = 收不了 HEIC 格式,请按图片发送,或转成 JPEG 再发。
bad-file-disguised = 文件看名字是 { $claimed },内容却是 { $found },没有收。请转成图片再发。
bad-file-not-picture = 只收 JPEG、PNG、WebP 图片和 PDF,没有收这个文件。
bad-file-animated = 动图不能当凭证,请发一张截图。
bad-file-damaged = 这个文件打不开,可能没传完整,请再发一次。
bad-file-too-many-pixels = 图片有 { $megapixels } 百万像素,最多 { $limit } 百万,缩小再发。
bad-file-locked = 这个 PDF 有密码,请发没有密码的。
bad-file-too-many-pages = 这个 PDF 有 { $pages } 页,最多 { $limit } 页,挑要紧的几页再发。

refuse-move-role = 这一步要由管理员或群主来做。
refuse-move-kind = 这一步不适用于这张单。
refuse-move-open = 这张单还在处理,先「办结」再做这一步。
refuse-move-waiting = 这张单还在等回复,先「办结」再做这一步。
refuse-move-resolved = 这张单已经办结,先「重新打开」再处理。
refuse-move-closed = 这张单已经关闭,先「重新打开」再处理。
refuse-move-others = 这张单由别人负责,请负责的人或管理员来处理。
refuse-move-unresolved = 这张单还没有结果,先「办结」并选一个结果。
refuse-move-on-whom = 选一下在等谁:商家、快递、平台、成员或凭证。
refuse-move-to-whom = 选一下交给谁。
refuse-move-outcome = 选一个办结结果。
refuse-move-number = 这张单还没有编号,请再点一次。
refuse-move-nobody = 这张单还没有负责的人,先「接手」。
refuse-no-promotion = 这条还没登记为推广,没有可结束的。
product-promotion-ended = 已结束推广:{ $product }。之后不提商品名的疑问,不会再算到这条上。
product-merged = 已合并:「{ $draft }」就是{ $product },以后两个名字都认。
review-products = 这条问的是哪一件?点一下就按它来答。
add-ask = 这里补充 #{ $number },直接发就行:
add-how = 经过、照片、订单号、快递单号都可以,一条条发,发完 /cancel 退出。
aftersales-ask = 「{ $group }」的售后,直接写下来:哪件商品、出了什么问题、想怎么办。
    写在一条里发我,登记后告诉你单号。
aftersales-where = 请到买东西的那个群里发「申请售后」,登记后这里就能看进度。

## 群和人:接入、清单、值班群

why-quiet = 没有自动回:这个群现在静音。
why-quota = 这位成员这一小时说得多,先记下。
quota-member = { $hail }你这一小时说的都记下了,对接人一起看,不用再发。
quota-communities = 我是有据。接入的群已经到 { $limit } 个,这个群先不看消息。
    先在不用的群里发 /release,再把我移出、重新加一次。
quota-evidence = 凭证已经到 { $limit } 份,这份没有存。先在 /library 里停用不用的。
quota-staff = 值班的人已经到 { $limit } 位,先移除不用的再邀请。

button-setup = 群主看这里
button-claim = 认领这个群
greeting-owner = 群主点下面的按钮,看看还差什么。
adder-staff = 我是有据。加我的人在别处值班,这个群归谁,请他点下面的按钮。
adder-waits = 我是有据,加我进来的账号要先由运营同意,已经替你问了。
    同意之前我不看消息,也不说话;同意后自动开始,不用重新加。
adder-other-owner = 我回来了。这个群早先已接入,还归原来的负责人管,资料也在那边。
    要换人:原负责人发 /release,或由群的创建者认领。
arrival-which = 你把我加进了「{ $group }」。它归哪个工作区?
arrival-own = 开我自己的
arrival-joined = 「{ $group }」接入了,归「{ $workspace }」。
arrival-joined-owner = { $name } 把「{ $group }」接进了你的工作区。不该归你,在那个群里发 /release。
operator-account = { $name }({ $user })想开通工作区,加进了「{ $group }」。同意吗?
button-a-approve = 同意
button-a-refuse = 不同意
account-approved = 已同意,{ $name } 的群 { $count } 个开始工作。
account-refused = 已记下,{ $name } 不开通。
account-told = 运营同意了,「{ $group }」现在开始工作。

mode-ask = 「{ $group }」接入了,现在是「{ $mode }」。要怎么答?
    自动:有把握的直接答,其余给你看。审核:每条都先给你看,点一下才发。试运行:群里一句不说。
mode-set = 「{ $group }」现在是「{ $mode }」。
checklist-title = 「{ $workspace }」还差什么({ $clock } 查的):
checklist-title-done = 「{ $workspace }」都齐了({ $clock } 查的):
checklist-read-ok = ✅ { $group }:看得到消息,发得出图
checklist-read = ❌ { $group }:只看得到命令。把我设为管理员,或在 BotFather 里关掉 Group Privacy 再把我移出、重新加一次
checklist-send = ❌ { $group }:发不出消息。在群权限里放开「发送消息」,或把我设为管理员
checklist-media = ❌ { $group }:发不出图片。在群权限里放开「发送图片和文件」,或把我设为管理员
checklist-gone = ❌ { $group }:我不在群里。重新加一次,资料都还在
checklist-none = ❌ 还没有群。把我加进你管理的群
checklist-more = 另有 { $count } 个群没有逐个查。
checklist-room-ok = ✅ 值班群:{ $room }
checklist-room = ➖ 没有值班群,提醒发给每个人私聊。要集中看:拉一个只有值班人的群,加我,发 /staffroom
checklist-proof-ok = ✅ 凭证 { $count } 份
checklist-proof = ❌ 还没有任何凭证,遇到质疑我会答应去要。发一张图配一行 /evidence;想先看再发,把群设成「审核」
checklist-hours-ok = ✅ 服务 { $hours },联系成员 { $windows }
checklist-hours = ❌ 服务 { $hours },联系成员 { $windows }。对就点「就按这个」,不对用 /settings 改
checklist-clock = 🕒 我这边现在 { $clock },时区 { $zone };不对就 /settings 时区
checklist-bots = 📌 别的机器人发的推广我看不到。在 BotFather 里打开 Bot-to-Bot Communication Mode,或回复那条推广发 /promote
button-w-check = 再查一遍
button-w-hours = 就按这个
button-w-use = 用这个
digest = 你来之前攒下的:
    售后单在办 { $tickets } 张:/tickets
    要凭证 { $requests } 件:发图配一行 /evidence
    等你看 { $reviews } 条:就在下面

claim-code = 在群里发这一行,证明你是那个群的管理员({ $minutes } 分钟内有效,只能用一次):
    /claim { $code }
claim-how = 先点按钮,在私聊里拿一个认领码,再回群里发 /claim 认领码。
claim-wrong = 这个认领码不对、过期了或用过了。点按钮再拿一个。
claim-not-admin = 拿这个码的人不是本群管理员,没有认领。
claim-not-creator = 这个群已有负责人。要换人,由原负责人发 /release,或由群的创建者本人认领。
claim-yours = 这个群本来就归你。
claim-done = 认领好了,这个群现在归 { $name },资料从这里开始重新存。
claim-lost = 「{ $group }」由群的创建者认领了,不再归你的工作区。原来的单子和资料还在你这儿。
release-confirm = 要放手「{ $group }」吗?放手后我不再看这个群的消息。
    原来的单子和资料留在你这儿;以后谁再接入,都从头开始。
button-j-release = 确定放手
button-j-keep = 先不
button-j-here = 归这里
button-j-own = 开我自己的
released = 「{ $group }」放手了,我不再看这个群的消息。
    要重新启用,由群的管理员点「认领这个群」。
release-kept = 好,没有动。
room-set = 这个群现在是「{ $workspace }」的值班群:提醒和单子都发到这里,群里的闲聊我不看。
room-off = 这个群不再是值班群了,提醒改发私聊。
room-lost = 值班群「{ $room }」里我被移出了,提醒改发私聊。
room-is-community = 这个群有成员在用,是社群。先发 /release,再发 /staffroom。
room-taken = 这个群已经是别的工作区的值班群。
quiet-on = 好,{ $until } 前我在这个群不说话,售后单照样登记。
    提前恢复发 /resume。
quiet-wrong = 「{ $typed }」看不懂。写 /quiet 2h、/quiet 30m,最短 { $low },最长 { $high }。
resumed = 我回来了。
    静音期间登记的单子在 /tickets。
resumed-already = 现在没有静音。
lost-reading = 在「{ $group }」我现在只看得到命令:管理员权限没了。重新设为管理员就好。
lost-voice = 在「{ $group }」我现在发不出消息了。在群权限里放开,或设为管理员。
lost-media = 在「{ $group }」我现在发不出图片了。在群权限里放开,或设为管理员。
left-group = 我被移出了「{ $group }」,不再看那里的消息,资料都还在。加回来就接着用。

## 值班的人

staff-title = 「{ $workspace }」值班的人,共 { $count } 位:
staff-line = { $name } · { $role }
staff-line-away = { $name } · { $role } · 还没启动我,收不到提醒
staff-how = 点名字改角色、移除、移交;邀请链接 24 小时有效,只能用一次。
button-s-admin = 邀请管理员
button-s-liaison = 邀请对接人
button-s-role-admin = 设为管理员
button-s-role-liaison = 设为对接人
button-s-remove = 移除
button-s-hand = 移交群主
button-s-sure-remove = 确定移除
button-s-sure-hand = 确定移交
button-s-accept = 接手
button-s-decline = 不接
button-s-list = 返回
invite-link = 邀请{ $role }的链接,{ $until } 前有效,只能用一次:
    { $url }
    转给要来值班的人,点开再按「开始」就行。
invite-wrong = 这个邀请链接不对。请发链接的人再给一个。
invite-used = 这个邀请链接已经用过了。请发链接的人再给一个。
invite-expired = 这个邀请链接过期了。请发链接的人再给一个。
invite-already = 你已经在「{ $workspace }」值班了,角色是{ $role }。
invite-welcome = 你现在是「{ $workspace }」的{ $role }。
invite-told = { $name } 用了邀请链接,现在是{ $role }。
person-card = { $name } · { $role },{ $since } 起
person-tickets = 手上有 { $count } 张单。
role-set = { $name } 现在是{ $role }。
role-told = 你在「{ $workspace }」现在是{ $role }。
remove-confirm = 要移除 { $name } 吗?手上的 { $count } 张单转给群主。
removed = 已移除 { $name }。
removed-tickets = 转给你的单子:{ $numbers }
removed-told = 你不再是「{ $workspace }」值班的人了。
hand-confirm = 要把「{ $workspace }」整个交给 { $name } 吗?对方点「接手」才算数,之后你是管理员。
hand-asked = 已问 { $name },对方点「接手」就换人,24 小时内有效。
hand-offer = { $owner } 想把「{ $workspace }」交给你:群、凭证、单子和设置都归你管。
hand-owner-already = 一个人只能有一个自己的工作区,{ $name } 已经有了。
hand-not-started = { $name } 还没启动我,没法问。请对方先点开我发 /start。
hand-done = 「{ $workspace }」现在归 { $name }。
hand-declined = { $name } 没有接手「{ $workspace }」。
which-workspace = 你在几个工作区值班,这次说的是哪个?
workspace-chosen = 好,现在说的是「{ $workspace }」。请再发一次:{ $again }
workspace-chosen-plain = 好,现在说的是「{ $workspace }」。
workspace-named = 「{ $workspace }」

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

## 命令菜单

menu-start = 我是什么,你能做什么
menu-help = 全部用法
menu-aftersales = 申请售后
menu-mytickets = 看自己的售后单
menu-proof = 看手上的凭证
menu-cancel = 退出正在填的表
menu-evidence = 加凭证
menu-library = 凭证库
menu-product = 加商品
menu-products = 商品列表
menu-tickets = 售后单
menu-ticket = 看一张单
menu-promote = 登记推广(回复那条)
menu-missed = 漏了这条(回复那条)
menu-quiet = 先别说话,比如 2h
menu-resume = 恢复说话
menu-settings = 设置
menu-staff = 值班的人
menu-staffroom = 设为值班群
menu-release = 放手这个群
menu-claim = 认领这个群
