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
under-way = { $hail }你的 #{ $number } 在办,{ $due } 前回你。
    要补充点「补充信息」,私聊填,别发群里。
under-way-plain = { $hail }你的 #{ $number } 在办。
    要补充点「补充信息」,私聊填,别发群里。
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
thread-reopened = #{ $number } 重新打开了,对接人 { $due } 前答复。

standing-untouched = 已转给对接人,还没有答复。
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
