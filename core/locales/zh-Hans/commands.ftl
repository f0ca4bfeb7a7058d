## 命令

start-member = 我是有据,群里商品的凭证和售后助手。
    有疑问,在群里直接说,或发「求证」。
    要售后:发「申请售后」。看进度:发「我的售后」。
    我不要验证码,不要转账,不让人改评价。
start-staff = 我是有据。{ $workspace }里你是{ $role }。
    有人质疑,我按手上的凭证答;没有的,我会找你要。
    加凭证:发图配一行 /evidence。看单子:/tickets。
    全部用法:/help
start-owner-new = 把我加进你的群,再设为管理员,就开始工作。
    第一个群加好后,这里会列出还差什么。
help-member = /aftersales 申请售后
    /mytickets 看自己的售后单
    /proof 商品 看手上的凭证(在群里用)
    /language 换语言 Language
    /cancel 退出正在填的表
help-liaison = /tickets 你负责的单子
    /ticket 1024 看一张单、接手、办结
    /proof 商品 看手上的凭证(在群里用)
    /away 日期 接替人  交接
    /merchant 1024 商家的答复  写进单子
    /keep 1024 说明  给标了威胁的单补材料
    回复我的卡片,就把答复写进单子。
    /language 换语言 Language
    /cancel 退出正在填的表
help-admin = /evidence 加凭证(私聊发图,配一行字)
    /library 凭证库
    /gaps 还缺的凭证
    /praise 等你看的好评
    /product 名称 | 别名,别名 | 品牌  加商品
    /products 商品列表
    /promote 商品(在群里回复那条推广)登记推广
    /quiet 2h 先别说话,/resume 恢复说话(在群里用)
    /tickets 售后单,/ticket 1024 看一张
    /proof 商品 看手上的凭证(在群里用)
    /away 日期 接替人  交接
    /merchant 1024 商家的答复  写进单子
    /keep 1024 说明  给标了威胁的单补材料
    /crisis 信任危机,/incident 事件
    /missed 我漏掉的(在群里回复那条)
    /wrong 我答错的(在群里回复那条)
    /lessons 教过我的,可以撤回
    /language 换语言 Language
    /cancel 退出正在填的表
help-owner = 群主另有:/staff 管理值班的人,/settings 设置,
    /recall 商品  召回,/dossier 1024 导出维权材料,
    /staffroom 设为值班群,/release 放手这个群(在群里用)。
cancelled = 好,已退出,填过的没有保存。
cancelled-adding = 好,已退出。发来的都加进单子了。
cancel-nothing = 现在没有在填的表。

## 命令菜单

menu-start = 我是什么,你能做什么
menu-help = 全部用法
menu-aftersales = 申请售后
menu-mytickets = 看自己的售后单
menu-proof = 看手上的凭证
menu-cancel = 退出正在填的表
menu-evidence = 加凭证
menu-library = 凭证库
menu-product = 加商品
menu-products = 商品列表
menu-tickets = 售后单
menu-merchant = 记下商家的答复
menu-keep = 给标了威胁的单补材料
menu-dossier = 导出维权材料
menu-ticket = 看一张单
menu-away = 交接:日期 接替人
menu-promote = 登记推广(回复那条)
menu-missed = 漏了这条(回复那条)
menu-quiet = 先别说话,比如 2h
menu-resume = 恢复说话
menu-gaps = 还缺的凭证
menu-praise = 等你看的好评
menu-wrong = 答错了这条(回复那条)
menu-lessons = 教过我的
menu-recall = 召回商品:告诉问过的人
menu-settings = 设置
menu-staff = 值班的人
menu-staffroom = 设为值班群
menu-release = 放手这个群
menu-claim = 认领这个群

## 键盘

key-aftersales = 申请售后
key-mytickets = 我的售后
key-evidence = 凭证
key-library = 凭证库
key-gaps = 缺口
key-tickets = 售后单
key-products = 商品
key-settings = 设置
key-staff = 人员
