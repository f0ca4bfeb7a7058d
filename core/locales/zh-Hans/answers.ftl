## 回答质疑

answer-price = { $hail }比原价 { $list } 低这么多,会这么想很正常。能查的都放在这儿,你看过再判断:
answer-price-plain = { $hail }价格低,想问清楚很正常。能查的都放在这儿,你看过再判断:
answer-packaging = { $hail }谢谢你专门去比对,这个对大家都有用。
answer-origin = { $hail }是不是直邮,看物流最清楚:
answer-origin-plain = { $hail }从哪儿发的该有记录。手上能查的先放在这儿,你看过再判断:
answer-authorization = { $hail }店铺有没有授权,看授权书最清楚:
answer-authorization-plain = { $hail }问授权问得对。手上能查的先放在这儿,你看过再判断:
answer-quality = { $hail }用着和想的不一样,是该问清楚。能查的都放在这儿,你看过再判断:
answer-verification = { $hail }验真没通过,换谁都会多想。能查的都放在这儿,你看过再判断:
answer-hearsay = { $hail }听到那样的说法,想问清楚很正常。能查的都放在这儿,你看过再判断:
answer-proof = { $hail }光看图不够,这个顾虑有道理。不用看我的图,自己这样查:
answer-proof-plain = { $hail }光看图不够,这个顾虑有道理。
answer-plain = { $hail }能查的都放在这儿,你看过再判断:
answer-missing = 这件的{ $kinds }我手上还没有。
answer-close-packaging = 方便的话,把不一样的地方拍张照回复在这条下面,对接人拿去核对,{ $due } 前回你。
answer-close-origin = 你那件拿自己的单号到快递官网就能查,起点也该是{ $origin };要是对不上,点「仍有疑问」,我们去查。
answer-close-origin-plain = 你那件拿自己的单号到快递官网就能查;要是对不上,点「仍有疑问」,我们去查。
answer-close-quality = 你手上那件有问题,点「申请售后」,按规则给你办。
answer-close-verification = 验真结果截张图回复在这条下面,单号遮住;对接人拿去核对,{ $due } 前回你。
answer-close-proof = 原件已请对接人去要,{ $due } 前在这条下面回你,要没要到都会说。
answer-close = 还有不放心的,点「仍有疑问」,对接人接着查。
answer-under-album = 看完还有不放心的,点这里。

proof-line = { $mark } { $head }:{ $body }
proof-line-bare = { $mark } { $head }
proof-head = { $kind }({ $source })
proof-sample = { $kind }(同批样品,{ $source })
proof-sample-plain = { $kind }(同批样品)
proof-source = { $issuer },{ $date } 存档
proof-source-issued = { $issuer },{ $date }
proof-source-date = { $date } 存档
proof-until = 有效至 { $until }
proof-note-until = { $note },有效至 { $until }

correction-retired = 更正({ $date }):{ $mark } 的{ $kind }已经撤下,不再算数。要看现在手上有的,点「仍有疑问」。
correction-scope = 更正({ $date }):{ $mark } 的{ $kind }说的不是这件商品,不再算数。要看现在手上有的,点「仍有疑问」。
correction-kind = 更正({ $date }):{ $mark } 是{ $kind }。
correction-issuer = 更正({ $date }):{ $mark } 由{ $issuer }出具。
correction-note = 更正({ $date }):{ $mark } 的说明以这句为准:{ $note }
correction-note-gone = 更正({ $date }):{ $mark } 的说明撤下了,以图为准。
correction-until = 更正({ $date }):{ $mark } 有效至 { $until }。
correction-files = 更正({ $date }):{ $mark } 的{ $kind }换成了新的一份,以新的为准。

pointer = { $hail }这件 { $minutes } 分钟前刚说明过,{ $kinds }在那条里,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
pointer-now = { $hail }这件刚说明过,{ $kinds }在那条里,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
pointer-above = { $hail }这件刚说明过,{ $kinds }就在我回复的这条里。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
kinds-several = { $kinds }都
kinds-any = 手上能查的都
proof-any = 凭证

promise = { $hail }这件的{ $kinds }我手上还没有,没看到之前我不替它下结论。
    已经请对接人去要,{ $due } 前在这条下面回你,要没要到都会说。
    不急的话,看到凭证再决定也不迟。
promise-pending = { $hail }这件的{ $kinds }已经在要,没看到之前我不替它下结论。
    { $due } 前在这里说明,要没要到都会说。
promise-kept = { $hail }说好 { $due } 前给你的凭证到了,你看过再判断:
promise-kept-late = { $hail }凭证到了,比说好的 { $due } 晚,让你久等。你看过再判断:
promise-kept-elsewhere = { $names },你们问的凭证到了,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
promise-kept-elsewhere-one = { $names },你问的凭证到了,{ $link }。
    看完还有不放心的,点「仍有疑问」,我转给对接人。
promise-overdue = { $hail }说好 { $due } 前回你,照实说:{ $kinds }还没要到。
    对接人 { $asked } 又去问过,还没回话。
    没看到之前我仍然不下结论。
    下次在这里说明:{ $next } 前。
    已经买了、想先处理的,点「申请售后」,按规则给你办。

returned = { $hail }已经退了,就按你的决定来。
    退款没到账、寄回卡住了,点「申请售后」,接着给你办。
returned-proof = 手上能查的留在这儿,想看再看:

promotion-over = 这条推广 { $time } 结束了,上面说的是当时的情况。

which-product-unknown = { $hail }你说的这件我这里没找到。是下面哪一件?点一下,我把手上的凭证找出来:
which-product = { $hail }你问的是哪一件?点一下,我把手上的凭证找出来:
