## 不成的时候

refuse-command = 这个命令是给管理员用的。你可以发「申请售后」或「我的售后」。
refuse-role = 这一步要由{ $role }来做。
refuse-private-only = 单子和资料只在私聊里看,点我的头像发给我就行。
refuse-group-only = 这个命令要在群里用,回复那条推广就行。
refuse-in-group = 这个命令要在群里发。
refuse-anonymous = 匿名的账号做不了这一步,换成自己的账号再发。
refuse-reply-wanted = 请回复一条消息来用这个命令。
refuse-number = 没有 #{ $given } 这张单。最近的是 { $nearest }。
refuse-number-none = 没有 #{ $given } 这张单。
refuse-number-missing = 单号没写。写成 /ticket 1024 这样。
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
    要加这件商品:/product { $name }
problem-ambiguous-product = 「{ $name }」对得上好几件,写全一点。
    可能是:{ $choices }。
problem-not-a-date = 「{ $typed }」不是日期。写成 2026-12-31 这样;长期有效写「长期」。
problem-no-such-date = 没有「{ $typed }」这一天。写成 2026-12-31 这样;长期有效写「长期」。
problem-date-past = 「{ $typed }」已经过了,今天是 { $today }。请写还有效的日期。
problem-date-too-far = 「{ $typed }」太远了,最多写 { $years } 年以内;长期有效写「长期」。
problem-date-future = 「{ $typed }」还没到。写出具的那一天,比如 2026-11-15。
problem-date-first = { $kind }要有有效期,先改「有效期」,再改种类。
problem-field-empty = 没有收到内容,请再发一次;想去掉就发「清空」。
problem-field-too-long = 这一栏有 { $count } 个字,最多 { $limit } 个,短一点再发。
problem-date-needed = { $kind }要有有效期。在商品名后面加上日期,比如 2026-12-31;长期有效写「长期」。
problem-file-needed = { $kind }要有图片或 PDF,带上文件再发这一行。
problem-note-needed = 只写字的{ $kind }要有说明,写在这一行最后。
problem-note-too-long = 说明有 { $count } 个字,最多 { $limit } 个,短一点再发。
problem-product-name-missing = 还差商品名:/product 名称 | 别名,别名 | 品牌
problem-product-name-too-long = 商品名太长,最多 { $limit } 个字:{ $name }
problem-product-too-many-parts = 用 | 分成了 { $count } 段,最多三段:/product 名称 | 别名,别名 | 品牌
    后面还能加:| 发货 48 小时 | 类目 生鲜 | 店铺 名字 | 快递 名字
problem-product-dispatch = 发货时限「{ $typed }」看不懂,写 1 到 { $limit } 小时,或几天,比如:发货 48 小时
problem-brand-too-long = 品牌太长,最多 { $limit } 个字:{ $brand }
problem-too-many-aliases = 写了 { $count } 个别名,最多 { $limit } 个。
problem-alias-too-short = 别名「{ $alias }」只有一个字,太容易认错,写两个字以上。
problem-alias-too-long = 别名太长,最多 { $limit } 个字:{ $alias }
upload-album-bad = 第 { $place } 个文件没收:{ $why }
upload-album-rest = 其余 { $count } 个先留着,什么都没发布。可以整组重发,也可以不要坏的那个。
upload-kept = 文件还留着,改好这一行发来就行。

bad-file-empty = 这个文件是空的,请再发一次。
bad-file-too-large = 文件有 { $size_mb } MB,最多 { $limit_mb } MB,压小一点再发。
bad-file-heic = 收不了 HEIC 格式。发的时候选「照片」不选「文件」,会自动转成 JPEG;或者打开它截一张图再发。
    以后省事:iPhone 设置 → 相机 → 格式 → 兼容性最佳。
bad-file-disguised = 文件看名字是 { $claimed },内容却是 { $found },没有收。请转成图片再发。
bad-file-not-picture = 只收 JPEG、PNG、WebP 图片和 PDF,没有收这个文件。
bad-file-animated = 动图不能当凭证,请发一张截图。
bad-file-damaged = 这个文件打不开,可能没传完整,请再发一次。
bad-file-too-many-pixels = 图片有 { $megapixels } 百万像素,最多 { $limit } 百万,缩小再发。
bad-file-missing = 没有这个文件:{ $name }
bad-file-path = 文件名指到别处去了,没有收:{ $name }
bad-file-archive = 压缩包里的这个文件打不开或大得不正常,没有收:{ $name }
problem-too-many-files = 一行最多 { $limit } 个文件。
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
aftersales-where = 请到买东西的那个群里发「申请售后」,登记后这里就能看进度。
form-link-wrong = 这个链接不是给你的,或者不完整。发「我的售后」能看到自己的单子。
form-link-used = 这个链接用过了。发「我的售后」接着补充。
form-link-old = 这个链接过期了。发「我的售后」接着补充。
