## 按钮

button-c-aftersales = 申请售后
button-c-still = 仍有疑问
button-c-register = 帮我登记
button-c-none = 都不是
button-d-delete = 删掉这条
button-d-private = 私聊说
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
alert-deleted = 删掉了。后面的私聊里说。
alert-cannot-delete = 我在这个群没有删消息的权限。你自己长按那条就能删;群主给我开这个权限,下次我来删。
alert-delete-whose = 这条要由发的人或值班的人来删。
alert-registered = 登记好了,单号 #{ $number },{ $due } 前答复你。
alert-failed = 没办成,什么都没改。请再点一次。
alert-changed = 刚有人改过这张单,请看最新的卡片。
alert-choose = 选一个:
alert-false = 记下了,是误报,群里那条回答正在撤下。
alert-learnt = 记下了,下一条像这样的就按你说的来。
alert-to-private = 私聊里说,别发群里。
