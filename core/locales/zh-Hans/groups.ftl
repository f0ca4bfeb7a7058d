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
checklist-read-ok = ✓ { $group }:看得到消息,发得出图
checklist-read = ✗ { $group }:只看得到命令。把我设为管理员,或在 BotFather 里关掉 Group Privacy 再把我移出、重新加一次
checklist-send = ✗ { $group }:发不出消息。在群权限里放开「发送消息」,或把我设为管理员
checklist-media = ✗ { $group }:发不出图片。在群权限里放开「发送图片和文件」,或把我设为管理员
checklist-gone = ✗ { $group }:我不在群里。重新加一次,资料都还在
checklist-none = ✗ 还没有群。把我加进你管理的群
checklist-more = 另有 { $count } 个群没有逐个查。
checklist-room-ok = ✓ 值班群:{ $room }
checklist-room = – 没有值班群,提醒发给每个人私聊。要集中看:拉一个只有值班人的群,加我,发 /staffroom
checklist-proof-ok = ✓ 凭证 { $count } 份
checklist-proof = ✗ 还没有任何凭证,遇到质疑我会答应去要。发一张图配一行 /evidence;想先看再发,把群设成「审核」
checklist-hours-ok = ✓ 服务 { $hours },联系成员 { $windows }
checklist-hours = ✗ 服务 { $hours },联系成员 { $windows }。对就点「就按这个」,不对用 /settings 改
checklist-policy-ok = ✓ 售后规则:无理由 { $noreason } 天,质量问题 { $quality } 天,破损少件 { $damage } 小时内
checklist-policy = ✗ 售后规则:无理由 { $noreason } 天,质量问题 { $quality } 天,破损少件 { $damage } 小时内。对就点「就按这个」,不对用 /settings 改
checklist-clock = · 我这边现在 { $clock },时区 { $zone };不对就 /settings 时区
checklist-bots = · 别的机器人发的推广我看不到。在 BotFather 里打开 Bot-to-Bot Communication Mode,或回复那条推广发 /promote
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
