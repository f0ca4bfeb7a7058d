## 私聊跟进

follow-intro = { $hail }我是「{ $group }」的售后助手有据。你 { $date } 说「{ $words }」,售后单 #{ $number }。
follow-intro-product = { $hail }我是「{ $group }」的售后助手有据。你 { $date } 说「{ $words }」,售后单 #{ $number },{ $product }。
follow-none = 今天还没有新进展:{ $state }
follow-news = 有新进展:{ $state }
follow-next = 下次消息 { $next };要是先有了结果,{ $earlier } 就告诉你。
follow-next-plain = 下次消息 { $next }。
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
human-private = 已经叫对接人了,{ $due } 前在这里回你,没有进展也会照实说。
added = 收到,加进 #{ $number } 了。
    { $due } 前答复你,没有进展也会照实说。
private-first = 本群售后只由我联系你,不要验证码、不要转账。

my-group = 群:{ $group }
my-title = 你的售后单:
my-line = #{ $number } { $product } · { $state } · { $date } 登记
my-line-plain = #{ $number } { $state } · { $date } 登记
my-closing = 点单号看进度、补充或撤下。
my-empty = 你现在没有售后单。要登记,发「申请售后」。

which-case = 你有几张单在办,这条是哪一张的?点单号再补充。
sent-file = ({ $file })
sent-photo = 图片
sent-document = 文件
sent-video = 视频
sent-voice = 语音
added-too-many = 这张单已有 { $limit } 个文件,收不下了。要紧的写成文字发我。
