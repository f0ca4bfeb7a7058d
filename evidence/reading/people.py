"""People's names in recognised text: where one begins and ends, and what is none. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.reading.shapes import Span

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房"
    "裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊甄曲家封芮储靳汲松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗"
    "班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻党翟谭贡劳"
    "姬申扶堵冉宰雍桑桂牛寿通边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠丰巢关查后红游权益桓公佟覃商佘晋闫涂肖洛代付"
)
_COMPANY = re.compile(
    r"公司|有限|集团|旗舰|专营|专卖|官方|[店仓厂行部柜站]|中心|贸易|超市|平台|驿站|分拨|集散|速递|快递|物流|供应链|品牌|市场|海关"
)
_NO_NAME = re.compile(
    r"本人|家人|他人|代收|代签|同事|朋友|邻居|门卫|保安|前台|物业|丰巢|菜鸟|信息|电话|手机|地址|姓名|签收|联系|号码|热线|客服|固话|座机|"
    r"查看|复制|修改|保护|隐藏|显示|展开|收起|拨打|编辑|默认|已|正|将|未|为|会|在|请|您|你|我|的|是|有|到|及|与|和|或|等|每|可|不|仅|"
    r"付款|实付|下单|发货|收货|待|订单|商品|时间|日期|状态|派|送|配|取|寄|揽|快|运|单|授权|经销|先生|女士"
)
_LATIN_COMPANY = re.compile(
    r"\b(?:co|ltd|inc|corp|limited|store|shop|official|company|express|logistics|group)\b", re.IGNORECASE
)
_ENDS_NAME = re.compile(
    r"已|正在|电话|手机|签收|将|为您|派送|派件|配送|联系|号码|工号|收货|收件|的|地址|先生|女士|小姐|师傅|老师|太太|,|;"
)
_TITLE = re.compile(r"\s?(?:先生|女士|小姐|师傅|老师|太太)")
_SPACED = re.compile(r"[一-鿿](?:\s[一-鿿]){1,3}(?=\s*$)")
_ADDRESSED = re.compile(
    r"(?:^|[^一-鿿]|尊敬的|亲爱的|联系|[员给由请])(?P<name>[一-鿿][一-鿿*]{0,2}(?:先生|女士|小姐|师傅))"
)
_CHINESE = re.compile(r"[一-鿿][一-鿿*·•某xX]{0,11}|\*{1,3}[一-鿿]{1,2}")
_LATIN = re.compile(r"(?:[A-Z][a-z'.-]+|[A-Z]{2,})(?:[\s,]{0,2}(?:[A-Z][a-z'.-]*|[A-Z]+)){0,3}")
_LEAD = re.compile(r"[\s:,.\[(【|/是为-]*")
_LONGEST = 4


def name_at(text: str, start: int = 0, *, needs_surname: bool = False) -> Span | None:
    """Return the name that ``text`` has at ``start`` (after blanks and brackets), none where something else follows."""
    lead = _LEAD.match(text, start)
    begin = start if lead is None else lead.end()
    return _chinese_name(text, begin, needs_surname=needs_surname) or (
        None if needs_surname else _latin_name(text, begin)
    )


def _chinese_name(text: str, begin: int, *, needs_surname: bool) -> Span | None:
    spaced = _SPACED.match(text, begin)
    if spaced is not None and text[begin] in SURNAMES and not needs_surname:
        return spaced.span()
    run = _CHINESE.match(text, begin)
    if run is None or _COMPANY.search(run[0]) or _NO_NAME.match(run[0]):
        return None
    ends = _ENDS_NAME.search(text, begin + 1, run.end())
    end = min(run.end(), begin + _LONGEST if ends is None else ends.start())
    title = _TITLE.match(text, end)
    if title is not None:
        end = title.end()
    is_known = text[begin] in SURNAMES or "*" in text[begin:end]
    is_long_enough = end - begin >= 2
    return (begin, end) if is_long_enough and (is_known or not needs_surname) else None


def _latin_name(text: str, begin: int) -> Span | None:
    found = _LATIN.match(text, begin)
    is_name = found is not None and len(found[0]) >= 3 and not _LATIN_COMPANY.search(text, begin, found.end() + 8)
    return found.span() if found is not None and is_name else None


def addressed_names(text: str) -> Iterator[Span]:
    """Yield names that somebody is addressed by: a surname with 先生 or the like."""
    for found in _ADDRESSED.finditer(text):
        if found["name"][0] in SURNAMES:
            yield found.span("name")


def is_name_alone(text: str) -> bool:
    """Whether a whole line is most likely somebody's name."""
    bare = text.strip(" ,:;.|")
    found = name_at(bare, needs_surname=True)
    return found == (0, len(bare))


def name_before(text: str, end: int) -> Span | None:
    """Return the name that ends right before ``end`` (a phone number stands there)."""
    bare = text[:end].rstrip(" ,:;([【|-+")
    found = re.search(
        r"(?:^[寄收发]?|[\s,;:】\]的|])(?P<name>(?!的)[一-鿿][一-鿿*·]{1,3}(?:先生|女士|小姐|师傅)?)$", bare
    )
    if found is None:
        return None
    span = name_at(bare, found.start("name"), needs_surname=True)
    return span if span is not None and span[1] == len(bare) else None
