## 快递:卡片上的一行、动静、路线图

parcel-or = { $first }或{ $last }
parcel-courier-unknown = 快递公司待定
parcel-unseen = 还没有记录
parcel-line = 快递:{ $number } { $courier } · { $state } · { $seen } { $place }({ $asked } 查)
parcel-line-unknown = 快递:{ $number } { $courier } · { $why }
parcel-station = { $time } { $said }
parcel-event = { $state }:{ $said }
parcel-note = #{ $number } 的快递 { $parcel }:{ $state }
parcel-note-stalled = 已经 { $length }没有新记录。
parcel-note-last = 最近一条:「{ $said }」
parcel-note-cause = 看着像「{ $cause }」,对就点下面。
parcel-which = { $number } 是哪家快递?选对了才查得到。
parcel-none = 这单还没有快递单号。成员在私聊补一句单号就能查。
parcel-no-route = { $number } 现在查不到路线:{ $why }。
parcel-mend = { $how }
parcel-sample = 同批样品
parcel-own = 成员的包裹
parcel-source = { $source } 查询,{ $asked }
parcel-more = 更早的记录略
parcel-route = #{ $number } 的快递路线,{ $asked } 查的,只给值班的人看。

parcel-state-unknown = 状态不明
parcel-state-ordered = 已下单,未揽收
parcel-state-collected = 已揽收
parcel-state-moving = 运输中
parcel-state-customs = 清关中
parcel-state-customs-held = 清关受阻
parcel-state-delivering = 派送中
parcel-state-to-collect = 待自取
parcel-state-trouble = 疑难件
parcel-state-delivered = 已签收
parcel-state-returning = 退回途中
parcel-state-returned = 已退回
parcel-state-refused = 拒收

parcel-why-unknown = 快递还没有记录
parcel-why-phone = 这家要收件手机后四位
parcel-why-busy = 刚查过,半小时内只能查一次
parcel-why-away = 查询服务没有答复
parcel-why-key = 查询账号被拒或额度用完
parcel-why-number = 单号或快递公司不对
parcel-why-answer = 查询服务的答复看不懂
parcel-why-unset = 还没接快递查询
parcel-how-phone = 请成员私聊补一句「手机后四位 1234」。
parcel-how-key = 请运营者核对 YOUJU_KUAIDI100_KEY 或 YOUJU_SEVENTEENTRACK_KEY。
parcel-how-number = 核对单号,或让成员重发一次。
parcel-how-unset = 运营者在设置里填 YOUJU_KUAIDI100_CUSTOMER 和 YOUJU_KUAIDI100_KEY(跨境的填 YOUJU_SEVENTEENTRACK_KEY)就能查。

button-t-route = 看路线
button-t-cause = 改成这个原因
event-parcel = 快递
event-cause = 改原因

## 实时物流(凭证)

live-title = { $name } · 物流
live-note = 同批样品,{ $first } → { $last },{ $state },单号已打码({ $source } { $asked } 查)
live-note-empty = 同批样品,{ $state },单号已打码({ $source })
live-which-courier = { $number } 可能是{ $couriers },在单号前写上快递公司,再发一次。
live-no-route =
    { $number } 现在查不到路线:{ $why }。
    { $how }
live-no-font = 这台机器没有中文字体,画不出路线图。请运营者装 fonts-noto-cjk 或 fonts-wqy-microhei,再发一次。
