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
