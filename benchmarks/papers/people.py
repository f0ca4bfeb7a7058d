"""Made-up people, addresses and numbers, in the many shapes that pages write them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "雨桐",
    "建国",
    "晓梅",
    "子涵",
    "伟",
    "静",
    "思远",
    "丽华",
    "志强",
    "敏",
    "浩然",
    "秀英",
    "佳怡",
    "磊",
    "婷婷",
    "国栋",
)
_OLD_STYLE = ("陳怡君", "林志豪", "黃淑芬", "張雅婷", "劉家豪", "楊淑惠", "鄭文雄", "羅美玲")
_LATIN = ("Zhang Wei", "Li Na", "Wang Fang", "Chen Jie", "Liu Yang", "Zhao Min")
_STREETS = (
    ("上海市浦东新区", "张江路"),
    ("广东省深圳市南山区", "科技园南路"),
    ("浙江省杭州市西湖区", "文三路"),
    ("北京市朝阳区", "建国路"),
    ("四川省成都市武侯区", "天府大道"),
    ("江苏省南京市鼓楼区", "中山北路"),
    ("湖北省武汉市洪山区", "珞喻路"),
    ("陕西省西安市雁塔区", "科技二路"),
)
_ESTATES = ("阳光花园", "翠湖小区", "金桂家园", "星河公寓", "幸福里小区", "紫荆苑")


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a page that must be hidden, and how long a rest of it counts as readable."""

    text: str
    shortest_rest: int


@dataclass(slots=True)
class Inventor:
    """Makes things up, and remembers what of them is private (``hidden``) and what is to stay (``kept``)."""

    chance: random.Random
    hidden: list[Field] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def name(self) -> str:
        """A person's name."""
        return self._hide(self.chance.choice(_SURNAMES) + self.chance.choice(_GIVEN), 9)

    def old_style_name(self) -> str:
        """A name in traditional characters."""
        return self._hide(self.chance.choice(_OLD_STYLE), 9)

    def latin_name(self) -> str:
        """A name in Latin letters."""
        return self._hide(self.chance.choice(_LATIN), 99)

    def courier(self) -> str:
        """A courier's name."""
        return self._hide(self.chance.choice(_SURNAMES) + self.chance.choice(_GIVEN), 9)

    def mobile(self) -> str:
        """A mobile number: plain, in groups, with its country, or masked."""
        digits = f"1{self.chance.choice('3456789')}{self._digits(9)}"
        shapes: tuple[Callable[[], str], ...] = (
            lambda: digits,
            lambda: digits,
            lambda: f"{digits[:3]} {digits[3:7]} {digits[7:]}",
            lambda: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
            lambda: f"{digits[:3]}****{digits[7:]}",
            lambda: f"86-{digits}",
        )
        return self._hide(self.chance.choice(shapes)(), 7)

    def landline(self) -> str:
        """A fixed line."""
        return self._hide(
            f"0{self.chance.choice(('21', '755', '571', '10'))}-{self.chance.randint(2, 8)}{self._digits(7)}", 7
        )

    def taiwan_mobile(self) -> str:
        """A mobile number of Taiwan."""
        return self._hide(f"09{self._digits(2)}-{self._digits(3)}-{self._digits(3)}", 7)

    def address(self) -> tuple[str, str]:
        """An address in two halves: district, then street and house."""
        district, street = self.chance.choice(_STREETS)
        number, block = self.chance.randint(1, 999), self.chance.randint(1, 30)
        house = f"{street}{number}号{self.chance.choice(_ESTATES)}{block}栋{self._digits(3)}室"
        self._hide(house, 6)
        return district, house

    def taiwan_address(self) -> str:
        """An address in traditional characters."""
        return self._hide(f"臺北市信義區松仁路{self.chance.randint(1, 200)}號{self.chance.randint(2, 20)}樓", 6)

    def latin_address(self) -> str:
        """An address in English."""
        return self._hide(f"Room {self._digits(3)}, {self.chance.randint(1, 900)} Zhangjiang Road", 9)

    def order(self) -> str:
        """An order number."""
        return self._hide(f"{self.chance.randint(1, 4)}{self._digits(18)}", 8)

    def short_order(self) -> str:
        """An order number of twelve digits."""
        return self._hide(f"30{self._digits(10)}", 8)

    def identity(self) -> str:
        """An identity number with a day of birth."""
        born = f"{self.chance.randint(1960, 2003)}{self.chance.randint(1, 12):02}{self.chance.randint(1, 28):02}"
        return self._hide(f"310115{born}{self._digits(3)}{self.chance.choice('0123456789X')}", 8)

    def card(self) -> str:
        """A bank card with its check digit, in groups."""
        body = f"622202{self._digits(12)}"
        odd = [int(char) for char in body[::-1]]
        total = sum(sum(divmod(digit * 2, 10)) if at % 2 == 0 else digit for at, digit in enumerate(odd))
        digits = f"{body}{-total % 10}"
        return self._hide(" ".join(digits[at : at + 4] for at in range(0, len(digits), 4)), 8)

    def code(self) -> str:
        """A code to fetch a parcel with."""
        return self._hide(f"{self.chance.randint(1, 9)}-{self.chance.randint(1, 9)}-{self._digits(4)}", 99)

    def mail(self) -> str:
        """An e-mail address."""
        return self._hide(f"user{self._digits(5)}@example.com", 99)

    def tracking(self) -> str:
        """A parcel's number, which stays readable."""
        number = self.chance.choice(
            (
                f"SF1{self._digits(12)}",
                f"YT{self._digits(13)}",
                f"JT{self._digits(13)}",
                f"7{self._digits(13)}",
                f"43{self._digits(11)}",
            )
        )
        self.kept.append(number)
        return number

    def s10(self) -> str:
        """An international parcel's number."""
        number = f"E{self.chance.choice('ABMP')}{self._digits(9)}KR"
        self.kept.append(number)
        return number

    def _digits(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def _hide(self, text: str, shortest_rest: int) -> str:
        self.hidden.append(Field(text, shortest_rest))
        return text
