"""Promotion posts, and staff talk that is none."""

from __future__ import annotations

import pytest

from workspaces.promos import may_be_promo, read_promo

PROMOS = [
    # text, title, price, list price
    ("防晒喷雾 韩国直邮 原价69 到手19.9包邮", "防晒喷雾", 1990, 6900),
    ("🔥沐澜防晒喷雾150ml🔥\n日常价69元,券后19.9元\n￥abc123￥", "沐澜防晒喷雾150ml", 1990, 6900),
    (
        "【韩国直邮】沐澜防晒喷雾\n【在售价】69.00元\n【券后价】19.90元\nhttps://m.tb.cn/h.gAbC123",
        "沐澜防晒喷雾",
        1990,
        6900,
    ),
    ("玻尿酸补水面膜10片装 29.9 https://u.jd.com/abCD12", "玻尿酸补水面膜10片装", 2990, None),
    ("新疆棉四件套 129元 https://s.click.taobao.com/XyZ", "新疆棉四件套", 12900, None),
    ("声波牙刷,专柜价299,拍下只要59!", "声波牙刷", 5900, 29900),
    ("每日坚果30包 券后39.9 领券下单", "每日坚果30包", 3990, None),
    ("Nova Buds X3 蓝牙耳机\n到手价:159\n领券:https://p.pinduoduo.com/abc", "Nova Buds X3 蓝牙耳机", 15900, None),
    ("小棕瓶精华50ml ¥299 专柜¥860 3.cn/1Abc-Def", "小棕瓶精华50ml", 29900, 86000),
    ("山核桃仁 十九块九包邮", "山核桃仁", 1990, None),
    ("燕麦片 19块9包邮,限时", "燕麦片", 1990, None),
    ("保湿喷雾\n复制这条 ₤Ab3dE5gH7jK₤ 打开淘宝", "保湿喷雾", None, None),
    ("猫砂10kg「A1b2C3d4E5F」", "猫砂10kg", None, None),
    ("洗衣液 €x8Yz2Kq9LmP€ 直降", "洗衣液", None, None),
    ("狗粮 (Gh7Kd9Lm2Qw) tb.cn/hAbcd", "狗粮", None, None),
    ("https://m.tb.cn/h.gAbC123", "", None, None),
    ("防曬噴霧 券後19.9元 包郵", "防曬噴霧", 1990, None),
    ("沐澜防晒喷雾SPF50+ 19.9!!韩国直邮,旗舰店69", "沐澜防晒喷雾SPF50", 1990, 6900),
    ("【京东自营】每日坚果750g ￥69.9元 下单立减30 https://u.jd.com/xx", "【京东自营】每日坚果750g", 6990, None),
    ("最后100单,手慢无\n南极四件套 49.9 包邮", "南极四件套", 4990, None),
    ("今天的防晒喷雾又补货了,19.9,要的冲", "防晒喷雾又补货了", 1990, None),
    ("雪绒花日霜 假一赔十,七天无理由退货,送运费险,到手29.9", "雪绒花日霜", 2990, None),
    ("🔥雪绒花日霜50g！专柜：199，券后价：59，包邮！！", "雪绒花日霜50g", 5900, 19900),
    ("今日福利!家人们冲!\n蜂蜜柚子茶500g\n原价39.8,特价15.8", "蜂蜜柚子茶500g", 1580, 3980),
]
TALK = [
    "今天一共发了19单",
    "下午3点开抢",
    "大家好,今晚8点有活动",
    "运费要10块,大家注意",
    "19.9那个已经抢完了",
    "退款已经处理了,19块9原路返回",
    "昨天券后19.9那款还有人要吗",
    "进群红包5元",
    "有问题找客服",
    "防晒喷雾下单的记得确认收货,包邮19.9元",
    "这周佣金结算了300元",
    "我中午吃饭花了30块",
    "看看这个 https://t.me/somechannel/12",
    "https://www.bilibili.com/video/BV1xx",
    "订单编号 1234567890 已发货",
    "电话 13800000000",
    "晚上19:30直播",
    "价格真的不贵",
    "到手了吗?质量怎么样",
    "包邮吗",
    "好的",
    "",
    "👍",
]


@pytest.mark.parametrize(("text", "title", "price", "list_price"), PROMOS)
def test_promotion_is_read(text: str, title: str, price: int | None, list_price: int | None) -> None:
    promo = read_promo(text)
    assert promo is not None
    assert (promo.title, promo.price_fen, promo.list_price_fen) == (title, price, list_price)


@pytest.mark.parametrize("text", TALK)
def test_staff_talk_is_no_promotion(text: str) -> None:
    assert read_promo(text) is None


@pytest.mark.parametrize("text", [text for text, *_ in PROMOS])
def test_gate_lets_every_promotion_in(text: str) -> None:
    assert may_be_promo(text)


def test_gate_keeps_ordinary_talk_out() -> None:
    assert not any(may_be_promo(text) for text in ("今天一共发了19单", "下午3点开抢", "好的", "大家早上好", ""))


def test_links_tokens_and_claims_are_kept() -> None:
    promo = read_promo(
        "沐澜防晒喷雾 韩国直邮 官方授权 全网最低 包邮 19.9元\n￥abc123￥ https://m.tb.cn/h.gAbC?x=1 再来 https://m.tb.cn/h.gAbC?x=1"
    )
    assert promo is not None
    assert promo.links == ("https://m.tb.cn/h.gAbC?x=1",)
    assert promo.tokens == ("￥abc123￥",)
    assert promo.claims == ("韩国直邮", "官方授权", "全网最低", "包邮")


def test_token_is_not_taken_for_a_price() -> None:
    promo = read_promo("防晒喷雾 ￥19abc23￥")
    assert promo is not None
    assert promo.price_fen is None


def test_title_has_at_most_forty_characters() -> None:
    promo = read_promo("很长的名字" * 20 + " 19.9元包邮")
    assert promo is not None
    assert len(promo.title) == 40
    assert promo.title.endswith("…")


@pytest.mark.parametrize(
    "text", ["￥" * 4000, "19.9" * 1000, "http" * 1000, "【" * 4000, "a." * 2000, "原价" * 2000, "1" * 4096]
)
def test_any_text_is_read_to_its_end(text: str) -> None:
    promo = read_promo(text)
    assert promo is None or len(promo.title) <= 40
