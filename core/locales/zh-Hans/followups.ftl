## 跟进

follow-return-window = 退货期提醒
follow-dispatch-deadline = 到发货时限

follow-shared = { $hail }我是售后助手有据。你有 { $count } 件事在办,一起说:
follow-shared-head = #{ $number }「{ $group }」,你 { $date } 说「{ $words }」。
follow-shared-head-product = #{ $number }「{ $group }」,{ $product },你 { $date } 说「{ $words }」。
follow-shared-head-doubt = 「{ $group }」,你 { $date } 问过「{ $words }」。
follow-shared-more = 另外 { $count } 件在「我的售后」里看。
follow-news-thread = { $hail }#{ $number } 有新进展:{ $state }
follow-return = 无理由退货的最后一天是{ $last }。
follow-return-how = 想退的话,在那之前到淘宝订单里申请;已经申请了或不退,不用管这条。
staff-return-ends = #{ $number } 无理由退货期{ $last }结束,也告诉了成员:{ $summary }
staff-dispatch-due = #{ $number } 商家最晚该在 { $due } 发货,请核实发了没有:{ $summary }
staff-reminders = { $count } 件事等你:
staff-reminders-many = 好些事等你,先看这几件:
staff-reminders-more = 其余的看 /tickets。
