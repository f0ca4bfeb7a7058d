"""Words about goods, as data: what does not tell products apart, and what says which sort of thing it is."""

from __future__ import annotations

_GENERIC = """
    官方旗舰店 旗舰店 官方授权 官方正品 官方 授权 正品 正货 真品 直邮 包邮 保税 代购 海淘 进口 国货 专柜
    同款 新款 老款 爆款 热卖 热销 升级版 升级 限定 限量 特价 秒杀 福利 福利价 活动 优惠 补贴 百亿补贴
    到手 到手价 券后 券后价 领券 原价 现货 清仓 囤货 必备 推荐 家用 便携 大容量 大瓶 小瓶 套装 礼盒
    组合 单品 正装 小样 买一送一 第二件 一瓶 两瓶 三瓶 一件 两件 一盒 两盒 一套 一支 两支 儿童 男士
    女士 男女 宝宝 婴儿 孕妇 学生 夏季 冬季 秋冬 春夏 四季 通用 新品 上新 今日 今天 明天 每日 店铺
    商品 产品 东西 中国 韩国 日本 美国 法国 德国 英国 泰国 澳洲 澳大利亚 新西兰 欧洲 意大利 瑞士 俄罗斯
    越南 香港 台湾 新疆 云南 海南 东北 四川 山东 广东 福建 浙江 江苏 北京 上海 广州 深圳 首尔 东京
"""
GENERIC = tuple(_GENERIC.split())
"""Words in names that do not tell one product from another; never a short name by themselves."""

_NOUNS = """
    防晒霜 防晒喷雾 防晒乳 防晒衣 防晒 喷雾 面膜 眼霜 面霜 精华 乳液 爽肤水 化妆水 卸妆油 卸妆水 卸妆膏
    洗面奶 洁面 粉底液 粉底 气垫 眼影 口红 唇釉 唇膏 眉笔 眼线笔 睫毛膏 香水 身体乳 护手霜 沐浴露 洗发水
    护发素 发膜 染发剂 牙膏 牙刷 漱口水 洗衣液 洗衣粉 洗洁精 纸巾 抽纸 卷纸 湿巾 卫生巾 纸尿裤 尿不湿
    奶粉 奶瓶 辅食 维生素 鱼油 益生菌 钙片 蛋白粉 燕窝 阿胶 人参 枸杞 蜂蜜 茶叶 咖啡 牛奶 酸奶 饼干
    巧克力 坚果 零食 大米 面条 螺蛳粉 火锅底料 橄榄油 白酒 红酒 啤酒 饮料 牛排 海鲜 水果 车厘子 四件套
    被子 枕头 床垫 床单 毛巾 浴巾 拖鞋 凉鞋 运动鞋 跑鞋 板鞋 球鞋 靴子 鞋子 袜子 内裤 内衣 文胸 T恤
    卫衣 衬衫 裙子 连衣裙 裤子 牛仔裤 羽绒服 大衣 外套 毛衣 睡衣 帽子 围巾 手套 皮带 钱包 书包 背包
    包包 手表 项链 手链 耳环 戒指 眼镜 墨镜 耳机 音箱 充电宝 充电器 数据线 手机壳 手机 平板 电脑 键盘
    鼠标 显示器 路由器 硬盘 内存卡 电视 冰箱 洗衣机 空调 风扇 吹风机 电饭煲 空气炸锅 炒锅 保温杯 水杯
    剃须刀 电动牙刷 扫地机 吸尘器 加湿器 净水器 台灯 拖把 垃圾袋 收纳盒 雨伞 行李箱 猫粮 狗粮 猫砂 玩具
    积木 绘本 文具
"""
NOUNS = tuple(_NOUNS.split())
"""Sorts of goods. A text that names one which the newest promotion is not does not speak of that promotion."""

VARIANTS_BEFORE = ("儿童", "男士", "女士", "婴儿", "宝宝", "孕妇", "迷你", "电动", "一次性")
"""Right before a known name these make another product of it."""

VARIANTS_AFTER = ("儿童", "男士", "女士", "小样", "替换", "补充装", "二代", "三代", "pro", "max", "mini", "plus")
"""Right after a known name these make another product of it."""

MAY_STAND_BEFORE = frozenset(
    "这那哪此该本个款瓶支盒件套包条双份罐袋台只种批次箱的了过着得之买购拿收到退换发卖寄订抢拍下单用试试涂喷抹穿戴吃喝"
    "么我你您他她它们咱家谁人有没无是非和跟与同或及对把被给从在就也都还又再才只说问求看想要觉以为像据听叫让怕嫌请"
    "0123456789一二两三四五六七八九十几多些块元毛分价钱新旧真假"
)
"""A short name begins a noun when one of these (or a break) stands before it."""

MAY_STAND_AFTER = frozenset(
    "是真假的了吗呢吧啊呀嘛么哦呗哈啦怎为什啥咋哪有没不还也都跟和与到才只就卖值能可会发货质效用买收退换要想也太好坏差便贵多少"
    "在给被让把靠谱如算敢像感看说来从会应该以已又再很挺那这你我他她谁大家居竟原"
    "头盖瓶盒嘴包味颜外里背底口上左右价钱图证漏破碎坏洒少错丢过成批号日期防授保单快物喷擦涂抹穿戴吃喝洗敷闻打放做装"
    "一二两三四五六七八九十几半"
)
"""A short name ends a noun when one of these (or a break) stands after it."""

SMALL_WORDS = frozenset(
    "是不的了吗呢吧啊真假好用买卖这那个我你他有没在就都也还很太和跟说要能会给到又再才只哪谁什么怎为"
)
"""Characters that a two-character short name may not contain: such pieces stand in any sentence."""

_ASPECTS = """
    授权 授权书 物流 单号 快递 发货 直邮 价格 价钱 包装 盒子 瓶子 图片 照片 截图 视频 质量 成分 效果
    味道 气味 颜色 日期 批号 批次 防伪 防伪码 验证码 链接 商家 卖家 店家 店铺 客服 群主 东西 宝贝 商品
    产品 货 货源 渠道 说明 证书 报告 凭证 评价 好评 海关 仓库
"""
ASPECTS = tuple(_ASPECTS.split())
"""What goods have: 「包装是真的吗」 names no goods."""

_ADVERBS = """
    怀疑 担心 害怕 以为 认为 万一 看来 说不定 搞不好 说实话 说白了 朋友说 网上说 鉴定 结果 会不会 该不会 难不成 要么
    肯定 应该 可能 感觉 觉得 估计 绝对 恐怕 好像 难道 一定 到底 究竟 都说 听说 原来 果然 反正 根本
    大家 全部 其实 明明 显然 百分百 不会 也许 大概 怕不 怕 有人说 别人说 他们说 我看 我猜 怎么看 看着
    看起来 确定 确实 真的 竟然 居然 其他 所有 群里 全都 统统 八成 多半 九成
"""
ADVERBS = tuple(_ADVERBS.split())
"""What may stand right before 「是假的」 without being what it is about."""

TELLING = frozenset(
    "男女老少儿童婴大小中新旧长短厚薄干湿冷热甜咸酸辣红橙黄绿青蓝紫黑白灰粉金银早晚日夜春夏秋冬手足脚面脸头眼唇身发牙左右上下前后"
    "一二三四五六七八九十百千0123456789鸡鸭鱼牛羊猪猫狗米茶咖奶水油霜乳膏液粉露皂衣裤鞋帽袜被枕单双鼠锅杯碗"
)
"""Characters that tell products apart: where one of these differs it is another product, not a typo."""
