"""The courier companies we know, as data: names, number formats, and what the tracking services call them.

Couriers change their ranges: mend the table, not the code. Sources: PLATFORM.md section 4; UPU S10 for postal numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Courier:
    """One company. ``sure``: formats that nobody else has; ``beside``: formats that count only beside its name or 单号.

    ``kuaidi100``: its code there; ``seventeentrack``: its number there (0: let 17TRACK find out).
    """

    code: str
    name: str
    words: tuple[str, ...]
    sure: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # only beside the company's own name
    kuaidi100: str = ""
    seventeentrack: int = 0
    needs_phone: bool = False
    is_international: bool = False

    @cached_property
    def called(self) -> re.Pattern[str]:
        """Finds the company's name in a text."""
        return re.compile("|".join(re.escape(word) for word in self.words), re.IGNORECASE)


COURIERS = (
    Courier(
        "sf",
        "顺丰",
        ("顺丰", "順豐", "SF Express"),
        sure=(r"SF[0-9A-Z]\d{12}",),
        named=(r"\d{12}",),
        kuaidi100="shunfeng",
        seventeentrack=100012,
        needs_phone=True,
    ),
    Courier("yto", "圆通", ("圆通", "圓通", "YTO"), sure=(r"YT\d{13}",), kuaidi100="yuantong", seventeentrack=190157),
    Courier(
        "jt", "极兔", ("极兔", "極兔", "J&T"), sure=(r"JT\d{12,13}",), kuaidi100="jtexpress", seventeentrack=100295
    ),
    Courier(
        "jd",
        "京东",
        ("京东", "京東", "JD物流"),
        sure=(r"JD[0-9A-Z]{2}\d{11}", r"JD[XK]\d{12}"),
        kuaidi100="jd",
        seventeentrack=190094,
    ),
    Courier("deppon", "德邦", ("德邦",), sure=(r"DPK\d{12}",), kuaidi100="debangkuaidi", seventeentrack=190113),
    Courier("cainiao", "菜鸟", ("菜鸟", "丹鸟", "菜鳥"), beside=(r"621\d{12}",), kuaidi100="danniao"),
    Courier(
        "ems",
        "EMS",
        ("EMS", "邮政", "郵政", "中国邮政"),
        beside=(r"(?:1[0-2]|5[0-2]|9[5-9])\d{11}",),
        named=(r"\d{13}",),
        kuaidi100="ems",
        seventeentrack=3013,
    ),
    Courier("sto", "申通", ("申通",), beside=(r"(?:77|43)\d{12,15}",), kuaidi100="shentong", seventeentrack=190324),
    Courier(
        "zto",
        "中通",
        ("中通", "ZTO"),
        beside=(r"7[3-68]\d{12}",),
        kuaidi100="zhongtong",
        seventeentrack=190455,
        needs_phone=True,
    ),
    Courier(
        "yunda",
        "韵达",
        ("韵达", "韻達"),
        beside=(r"[34]\d{14}",),
        named=(r"\d{13}",),
        kuaidi100="yunda",
        seventeentrack=190341,
    ),
    Courier(
        "cj", "CJ大韩通运", ("CJ", "대한통운", "大韩通运", "韩国"), named=(r"\d{10}(?:\d{2})?",), is_international=True
    ),
    Courier("koreapost", "韩国邮政", ("우체국", "韩国邮政", "韓國郵政"), named=(r"\d{13}",), is_international=True),
)

POST = Courier("post", "国际邮政", ("国际邮政",), is_international=True)
"""Whoever carries a number in the format of the Universal Postal Union (S10)."""

BY_CODE = {courier.code: courier for courier in (*COURIERS, POST)}
