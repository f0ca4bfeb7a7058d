"""What people say in the benchmark: small talk, doubts and complaints, put together from parts."""

from __future__ import annotations

import random

_WHEN = ("今天", "昨晚", "刚才", "周末", "早上", "中午", "下班", "这两天", "晚饭后", "上周")
_WHO = ("我", "我妈", "老公", "我家娃", "同事", "隔壁阿姨", "表哥", "我爸", "闺蜜", "邻居")
_DID = (
    "去公园遛弯",
    "在家包饺子",
    "追剧到半夜",
    "学着烤面包",
    "带狗去洗澡",
    "去湖边看日出",
    "煮了一锅粥",
    "收拾了阳台",
    "去看了场电影",
    "练了半小时瑜伽",
    "排队买奶茶",
    "去菜场买了条鱼",
    "给花浇了水",
    "陪奶奶聊天",
    "加班写材料",
    "在地铁上睡着了",
)
_TAIL = ("", "", "哈哈", "呀", ",挺好", ",好累", ",开心", "~", ",你们呢", ",笑晕")
_SHORT = (
    "早安呀",
    "吃了吗",
    "哈哈哈哈",
    "晚安各位",
    "下雨了",
    "好冷啊今天",
    "谢谢分享",
    "收到收到",
    "在吗",
    "周五啦",
    "我先去忙了",
    "明天见",
    "这天气绝了",
    "好可爱",
    "学到了",
)
_LONG = (
    "有人知道附近哪里有适合小朋友周末玩的地方吗,最好不要太远",
    "我家阳台的绿萝长得特别好,你们要不要来剪几枝回去养",
    "昨天跟着视频做了红烧肉,头一回做成,全家都爱吃",
    "最近在看一本讲历史的书,写得很有意思,推荐给大家",
    "下个月打算带爸妈去云南,有去过的姐妹说说住哪里方便",
)
# Ordinary chat with words that the gate stops at: it is looked at more closely, and nothing comes of it.
_NEAR = (
    "我去驿站拿个快递",
    "公交等了二十分钟",
    "鞋码三十七的举手",
    "楼下商场新开了书店",
    "快递到了我去拿",
    "孩子作业又写错了",
    "奶茶太甜了有点腻",
    "晚上吃酸辣粉",
)

_DOUBTS = (
    "这肯定是假货吧,真货怎么会卖这么便宜",
    "是正品吗",
    "这个价格真的是正品吗,有点不敢买",
    "这么便宜不会是假货吧",
    "有没有品牌授权啊,感觉像假货",
    "真的假的啊,怎么证明是正品",
    "怕买到假货,有授权书吗",
    "会不会是高仿的啊,看着不像正品",
)
_COMPLAINTS = (
    "收到{name}就是坏的,根本用不了,我要退款",
    "{name}快递都五天了还停在上海,一动不动,什么情况",
    "我买的{name}收到就漏了一半,给我退货退款",
    "收到的{name}发错货了,我要换货",
    "收到的{name}是破的,质量太差了,要求退款",
    "{name}少发了一件,给我补发或者退款",
)
TRIGGERS = ("正品", "假货", "高仿", "退款", "快递都", "换货")
"""What the bare bot answers to: each concern here holds one of these, small talk none."""


def small_talk(chance: random.Random) -> str:
    """Return what nobody has to answer; about one in twenty needs the closer look."""
    draw = chance.random()
    if draw < 0.06:
        return chance.choice(_WHEN) + chance.choice(_NEAR) + chance.choice(_TAIL)
    if draw < 0.30:
        return chance.choice(_SHORT) + chance.choice(_TAIL[:4])
    if draw < 0.36:
        return chance.choice(_LONG)
    return chance.choice(_WHEN) + chance.choice(_WHO) + chance.choice(_DID) + chance.choice(_TAIL)


def doubt(number: int) -> str:
    """Return a doubt about the message that it replies to."""
    return _DOUBTS[number % len(_DOUBTS)]


def complaint(number: int, product: str) -> str:
    """Return a complaint that names a product and asks for something."""
    return _COMPLAINTS[number % len(_COMPLAINTS)].format(name=product)
