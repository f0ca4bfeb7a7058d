## 凭证

preview-title = 待发布:{ $kind }
preview-product = 商品:{ $product }
preview-brand = 品牌:{ $brand }
preview-workspace = 适用:所有商品
preview-issuer = 出具:{ $issuer }
preview-note = 说明:{ $note }
preview-until = 有效至:{ $until }
preview-files = 文件:{ $count } 个
preview-duplicate = 注意:和 { $date } 存的{ $kind }是同一张图。要换新的就发布,传重了就放弃。
preview-draft-product = 注意:「{ $product }」还是草稿商品,发布时一并确认。
preview-shop = 店铺:{ $shop }
preview-tracking = 图上的单号:{ $numbers }(留着不遮,以后可按它找)
preview-until-read = 注意:图上写的有效期是 { $until },和你填的不一样。
preview-count = { $what } { $count }
preview-hidden = 已遮:{ $what }。左边原图只有你看得到,右边是要发出去的。
preview-nothing-hidden = 没读到要遮的内容。
preview-unread = 机器没能全部读出来。请自己看一遍:电话、姓名、地址、证件号都遮住了再发布,要遮点「改遮挡」。
preview-still-readable = 遮住的地方机器还认得出来,没有发布。下面是加遮以后的样子,请看一遍,不够点「改遮挡」。
boxes-title = 改遮挡:第 { $page } 页,共 { $pages } 页
boxes-boxes = 红框会遮住,灰框不遮;点数字切换。手机号、证件号、卡号一直遮着。
boxes-adding = 点要遮的左上角格子,再点右下角格子;也可以直接发 B2-D3。想遮得准先点「放大」。
boxes-zooming = 点一个格子,放大它周围。
boxes-corner = 左上角:{ $cell },再点右下角。
boxes-on = ✓{ $number } { $what }
boxes-off = ○{ $number } { $what }
hidden-mobile = 手机号
hidden-phone = 电话
hidden-name = 姓名
hidden-address = 地址
hidden-id = 证件号
hidden-order = 订单号
hidden-card = 卡号
hidden-mail = 邮箱
hidden-account = 账号
hidden-code = 取件码
hidden-drawn = 手动
evidence-published = 已发布:{ $kind },{ $scope }。以后有人问到,我就拿它来答。
evidence-published-until = 有效至 { $until },到期前提醒你。
evidence-published-waiting = 正在等的 { $count } 位已经贴过去了。
evidence-discarded = 已放弃,文件没有留下。
evidence-ask-until = 授权书要有有效期。直接回复日期,比如 2026-12-31。
evidence-usage = 带上文件,配一行字:
    /evidence 授权 防晒喷雾 2026-12-31 品牌方出具的授权书
    依次是:种类、商品或品牌(所有商品写 *)、有效期、说明;后两样可以不写。
    种类:物流、授权、渠道、质检、进货、报关、声明、好评。渠道、声明、好评可以只写字。
library-title = 凭证库 { $from }–{ $to },共 { $total } 份
    找的是:{ $words }
library-line = { $mark } { $kind } · { $scope } · 有效至 { $until }
library-line-plain = { $mark } { $kind } · { $scope }
library-empty = 还没有凭证,遇到质疑我会答应去要。发一张图配一行 /evidence 就能加。
library-none = 没有对得上「{ $words }」的凭证。
    可以按商品、品牌、种类、说明里的字来找;也可以写:草稿、快到期、过期、停用。
library-usage = 点号码看详情。找一份:/library 商品、种类或说明里的字;也可以写:草稿、快到期、过期、停用。
item-draft = 草稿,还没发布
item-published = 在用
item-retired = 已停用
item-expired = 已过期,不再使用
item-ends = 在用,还有 { $days } 天到期
card-item = { $kind } · { $scope }
card-item-state = 状态:{ $state }
card-item-brand = 品牌:{ $brand }
card-item-issued = 出具日期:{ $day }
card-item-shop = 店铺:{ $shop }
card-item-region = 地区:{ $region }
card-item-check = 自己怎么查:{ $check }
card-item-files = 文件:{ $count } 个(水印:{ $mark },禁止转存:{ $protect })
card-item-added = 存档:{ $day },{ $name }
card-item-used = 用过 { $count } 次,最近 { $day }
card-item-unused = 还没用过
flag-yes = 有
flag-no = 无
flag-on = 要
flag-off = 不要
flag-auto = 跟随设置
long-term = 长期
ask-field = { $field }:新的内容直接发我。不改了发 /cancel。
ask-field-kind = 是哪一种凭证?
ask-field-scope = 它说的是哪件商品?发商品名或品牌名;所有商品都适用就点按钮。不改了发 /cancel。
ask-field-until = 有效到哪天?发日期,比如 2027-12-31,或点一个。不改了发 /cancel。
ask-field-issued = 哪天出具的?发日期,比如 2026-11-15。不改了发 /cancel。
ask-field-check = 成员自己怎么查?写步骤或官方链接。信不过截图的人会看到这几行。不改了发 /cancel。
ask-field-mark = 发到群里时要不要打水印「仅供〈群名〉查验 · 日期」?
ask-field-protect = 发到群里时要不要禁止转发和保存?
ask-field-now = 现在是:{ $now }
ask-files = 新的{ $kind }直接发我,一张或一组都行;看过预览点「发布」才换。不换了发 /cancel。
ask-retire = 停用这份{ $kind }?停用后不再使用,也不能恢复。
ask-retire-used = 群里有 { $count } 条回答用过它,会在下面注明。
item-saved = 已存好{ $kind }。
item-saved-answers = 群里用过它的 { $count } 条回答,已在下面注明。
item-gone = 已停用这份{ $kind },不会再用来回答。
item-replaced = 已换好{ $kind }的文件,还是同一份凭证。
evidence-changed = 这份凭证刚被别人改过,你这次没有存。打开最新的再改。
uses-title = { $kind }用在 { $count } 条回答里,最近的:
uses-line = { $at } { $group } · { $member }:「{ $words }」{ " " }{ $link }
uses-line-plain = { $at } { $group } · { $member }:「{ $words }」
uses-none = 这份{ $kind }还没有用在回答里。
link-open = 看这条
ending-soon = { $kind } · { $scope },还有 { $days } 天到期。
ending-today = { $kind } · { $scope },今天到期,明天起不再使用。
ending-over = { $kind } · { $scope },已经到期,不再使用。
ending-many = { $count } 份凭证快到期或刚到期:
ending-more = 其余的看:/library 快到期
ending-how = 有新的就「换文件」,同一份延了期就「延期」。

stack-how = 收到 { $count } 个文件。每张是一份凭证,还是合起来是一份?
stack-known = 已选:{ $known }
stack-ask-kind = 是哪种凭证?
stack-ask-scope = 它说的是哪件商品?点一个,或发商品名、品牌名。
stack-ask-until = 有效到哪天?点一个,或发日期,比如 2027-12-31。
stack-ask-file = 把文件发我:图片或 PDF,一张或一组都行。
stack-ask-note = 加一句说明:谁出具的、说明什么。发文字就行。
stack-unknown = 没有叫「{ $name }」的商品。点「新建商品」,或换个名字再发。
stack-skip = 不写
stack-read = 看图上的
stack-read-day = 有效期看图
stack-text-only = 只写字
stack-file-wanted = 这一步要发文件:图片或 PDF。
stack-reading = 正在看文件:{ $done } / { $total }
stack-ready = 看完了,{ $count } 份都在下面这张卡里,用 ◀ ▶ 翻。
stack-ready-one = 看完了,在下面。
stack-place = { $at } / { $total }
    要你看一眼:{ $doubts }
stack-doubt-unread = 机器没读出字
stack-doubt-duplicate = 和存过的是同一张
stack-doubt-until = 缺有效期
stack-publish-sure = 无疑问的 { $count } 份全部发布
stack-accepted = { $count } 份再核对一遍就发布。
stack-finished = 这一叠都处理完了。
stack-dropped = 好,这次的没有留下。

gaps-none = 推广中的商品都有凭证,没有缺口。
gaps-title = 凭证缺口,{ $count } 件推广中的商品:
gaps-today = 今天推广的商品里,{ $count } 件还缺凭证:
gaps-line = { $product }:缺{ $kinds };现在答不了{ $reasons }
gaps-claims = { $product }:推广里写了{ $claims },手上没有凭证支持
gaps-cover-shop = 已有{ $kind }(只认店铺「{ $shop }」):写上商品的店铺就能用
gaps-cover-brand = 已有{ $kind }:写上商品的品牌就能用
gaps-cover-widen = 同品牌的另一件有{ $kind }:改成适用整个品牌就能用
gaps-open = 看{ $kind }
gaps-more = 其余的发 /gaps 看。
gaps-how = 发图配一行 /evidence 就能补上。
gaps-risky = 这条推广多半会有人问,凭证还缺:{ $product }(「{ $group }」)
gaps-risky-price = 推广价:{ $price }
gaps-risky-why = 因为:{ $why }
gaps-why-break = ;
gaps-why-words = 写了「{ $claims }」
gaps-why-price = 价格不到原价四成
gaps-why-doubted = 以前有人问过真伪

recall-usage = 写上商品:/recall 防晒喷雾。恢复回答:/recall 防晒喷雾 结束
recall-ask-what = { $product }出了什么错?照实写一句,成员会看到。比如:11 月这批把授权书发错了店铺。
recall-ask-remedy = 怎么补?写清做什么、到什么时候。比如:要退的都退,运费我们出,11-30 前办完。
recall-preview = 召回{ $product },要说的是:
recall-said = { $product },这次是我们错了:{ $what }
    { $remedy }
recall-preview-answers = 群里 { $count } 条回答会在下面注明,以后不再拿凭证回答这件。
recall-preview-people = { $count } 位问过或有单的成员各告诉一次。
button-p-recall = 确认召回
button-p-norecall = 先不发
recall-dropped = 好,什么都没发。
recall-done = 已召回{ $product }:{ $answers } 条回答已注明,{ $people } 位成员会各收到一次。
recall-draft = 群里的说明由你来发,草稿:
recall-end-how = 恢复回答:/recall { $product }{ " " }结束
recall-over = 好,以后照常回答{ $product }。
recall-none = 「{ $product }」没有召回,不用恢复。
recall-note = 更正({ $date }):这件是我们错了:{ $what }
    { $remedy }
recall-hello = { $hail }我是「{ $group }」的售后助手有据。
recall-way-on = 已经买了、想办的,在群里发「申请售后」。
recall-names = { $names }:
recall-answer = { $hail }这件照实说:
recall-promoted = { $product } { $day } 召回过,刚又在「{ $group }」推广:{ $url }

same-picture = 同一张图来过两次:{ $ticket } 收到的这张。
same-picture-tickets = 也在:{ $tickets }
same-picture-evidence = 凭证库里也有这张。
same-picture-how = 只有值班的人看得到;也许是同一个人重发,先看再说。

praise-candidate = 群里有人说了{ $product }好用,要不要请他同意引用?
praise-words = { $member }:「{ $words }」
praise-photo = 带一张图;同意后先遮挡、给你看过,才会用。
praise-how = 点「可以用」就去私聊问本人;本人不同意,谁也看不到。
praise-none = 没有等着看的好评。收集要先打开:/settings 收集好评 开
praise-skipped = 好,不用。
praise-asked = 已经私聊去问本人,同意了才存进凭证库。
praise-approved = 本人还没私聊过我,没法问;没问到以前不会用。
praise-ask = { $hail }你在「{ $group }」说过:
praise-quote = 「{ $words }」
praise-ask-how = 想把这句照原样存着,有人问到时引用,只写「{ $name }」和 { $date }。愿意吗?不愿意也没关系。
praise-agreed = 好,照你的原话存下了,一个字不改。什么时候不想让人看了,点「撤回」。
praise-refused = 好,不存,也不会再问。
praise-withdrawn = 已撤回,不会再给人看;引用过的地方会注明。
praise-never-edited = 这是成员的原话,不能改。不想用了就停用。

## 商品

products-title = 商品 { $from }–{ $to },共 { $total } 件
products-line = { $name } · { $brand } · 凭证 { $count } 份
products-line-plain = { $name } · 凭证 { $count } 份
products-draft = (草稿)
products-empty = 还没有商品。在群里发推广,或写 /product 名称 | 别名,别名 | 品牌
product-saved = 已存:{ $name }
    别名:{ $aliases }
    品牌:{ $brand }
    原价:{ $price }
product-saved-more = 店铺:{ $shop }
    类目:{ $category }
    快递:{ $courier }
    发货:付款后 { $hours } 小时内
product-promoted = 已登记推广:{ $product }。有人在这条下面问,我按这件商品来答。
product-promoted-price = 已登记推广:{ $product },{ $price }。有人在这条下面问,我按这件商品来答。
