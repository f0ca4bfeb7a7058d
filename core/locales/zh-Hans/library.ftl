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
preview-check = 电话、姓名、地址、证件号都遮住了再发布。
evidence-published = 已发布:{ $kind },{ $scope }。以后有人问到,我就拿它来答。
evidence-published-until = 有效至 { $until },到期前提醒你。
evidence-published-waiting = 正在等的 { $count } 位已经贴过去了。
evidence-discarded = 已放弃,文件没有留下。
evidence-ask-until = 授权书要有有效期。直接回复日期,比如 2026-12-31。
evidence-usage = 带上文件,配一行字:
    /evidence 授权 防晒喷雾 2026-12-31 品牌方出具的授权书
    依次是:种类、商品或品牌(所有商品写 *)、有效期、说明;后两样可以不写。
    种类:物流、授权、渠道、质检、进货、报关、声明、好评。渠道、声明、好评可以只写字。
library-title = 凭证库:{ $count } 份
library-line = { $mark } { $kind } · { $scope } · 有效至 { $until }
library-line-plain = { $mark } { $kind } · { $scope }
library-empty = 还没有凭证,遇到质疑我会答应去要。发一张图配一行 /evidence 就能加。

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
product-promoted = 已登记推广:{ $product }。有人在这条下面问,我按这件商品来答。
product-promoted-price = 已登记推广:{ $product },{ $price }。有人在这条下面问,我按这件商品来答。
