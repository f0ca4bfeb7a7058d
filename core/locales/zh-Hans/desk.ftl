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
event-grumbled = 抱怨一句
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

event-form = 成员填了登记表
files-of = #{ $number } { $name } 发来
topic-name = #{ $number } { $name } · { $summary }
