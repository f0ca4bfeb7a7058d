## 批量事件:给成员

receipt-incident = 这件不止你一个人遇到,现在的情况:{ $state }
incident-also = (这次也包括 { $numbers }。)

## 批量事件:给值班的人

incident-proposed = 像是同一件事:{ $title }。24 小时内 { $count } 张单:
incident-open = 批量事件:{ $title } · { $count } 张单,{ $open } 张没办完
incident-declined = 记下了,不是一件事:{ $title }
incident-closed = 批量事件已结束:{ $title } · { $count } 张单
incident-line = #{ $number } { $state } · { $member } · { $summary }
incident-line-doubt = 质疑{ " " }{ $state } · { $member } · { $summary }
incident-more = 另有 { $count } 张。
incident-said = 已告诉大家({ $at }):「{ $words }」
incident-silent = 还没有统一答复。
incident-each = 每张单各办各的;之后同样的投诉自动加进来,回执里就说现在的情况。
incident-still-open = 还没办完的 { $count } 张,接着各办各的:{ $numbers }
incident-none-open = 单子都办完了。
incident-ask = 写给「{ $title }」里每个人的话:现在到哪一步,下次什么时候说。直接发来,先给你看。
incident-preview = 大家会这样看到:
incident-preview-words = 有新进展:{ $words }
incident-preview-count = 私聊 { $private } 人,群里原话下面 { $thread } 人。不在联系时段的,到时段再发。
incident-preview-muted = { $count } 人不要主动联系,不发。
incident-preview-statement = 群里的集中说明里也会加上这一句。
incident-sent = 好,{ $count } 人会收到,每张单都记了一笔。
incident-sent-none = 好,每张单都记了一笔。没有人开过私聊或有单号,不逐个发。
incident-sent-statement = 集中说明里也加上了,群里都看得到。
incident-not-sent = 好,没有发。
incident-banned = 这句里有「{ $found }」,说满了收不回来。改一下再发来。
incident-empty = 里面没有要告诉的人:单子都关了。
incidents-title = 批量事件:
incidents-line = { $title } · { $state } · { $count } 张单
incidents-none = 现在没有批量事件。自己开一个:/incident 名称 #1001 #1002
incident-state-proposed = 等你看
incident-state-open = 进行中
incident-numbers = 没有找到这些单:{ $numbers }。写成 /incident 名称 #1001 #1002。
incident-exists = 「{ $title }」已经有了,在 /incident 里。
event-incident = 加进批量事件
event-incident-told = 统一答复
button-i-accept = 是一件事
button-i-decline = 不是
button-i-tell = 统一答复
button-i-send = 发给大家
button-i-unsend = 不发
button-i-close = 结束
button-i-show = 看详情
menu-incident = 批量事件
setting-incidenttickets = 批量单数
setting-unit-incidenttickets = 张单
setting-note-incidenttickets = 24 小时内同一原因、店铺或快递有这么多位成员的单,就问要不要当一件事办。
