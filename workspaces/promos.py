"""Promotion posts: what a staff or channel post offers, at what price, and what it claims (PRODUCT 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workspaces.names import fold
from workspaces.prices import PriceMention, prices_in
from workspaces.titles import title_of

_SHOPS = (
    r"tb\.cn|taobao\.com|tmall\.(?:com|hk)|jd\.(?:com|hk)|3\.cn|jingxi\.com|pinduoduo\.com|yangkeduo\.com|pdd\.cn|vip\.com|"
    r"douyin\.com|jinritemai\.com|kuaishou\.com|kwaixiaodian\.com|xhslink\.com|xiaohongshu\.com|1688\.com|suning\.com|"
    r"kaola\.com(?:\.hk)?|dangdang\.com|youzan\.com|weidian\.com|amazon\.(?:com|cn|co\.jp)|dwz\.cn|dewu\.com|dw4\.co"
)
_LINK = re.compile(
    rf"(?:https?://)?(?:[\w-]{{1,40}}\.){{0,4}}(?:{_SHOPS})(?![\w.-]{{0,60}}@)(?:[/?#][\w\-./?=&%#~:+,!]*)?",
    re.ASCII | re.IGNORECASE,
)
_ANY_LINK = re.compile(r"https?://\S+", re.ASCII | re.IGNORECASE)
_SIGNS = "￥¥$€£₤₴₳¢₰₲₵₡₱"
_OPENING, _CLOSING = "「《(（【/", "」》)）】/"
_TOKEN = re.compile(
    rf"[{_SIGNS}]\s?(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{{5,14}}\s?[{_SIGNS}]"
    rf"|[{_OPENING}](?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{{9,14}}[{_CLOSING}]"
)
_SELLING = re.compile(
    r"(?:券后价?|到手价?|折后价?|实付价?|拍下(?:仅|只要?)?|活动价|秒杀价?|抢购价|福利价|团购价|特价|现价|现在只要|补贴价|补贴后|粉丝价|领券|"
    r"包邮|直邮|直降|补货|补券|旗舰店|原价|专柜价|日常价|冲[!~。\s]*$|下单|仅需|只要|只需|仅|限时)"
)
_LABEL_GAP = r"[】\])》:约只要仅是为了\s=~]{0,4}$"
_SELLING_BEFORE = re.compile(
    rf"(?:券后价?|到手价?|折后价?|实付价?|拍下|活动价|秒杀价?|抢购价|福利价|团购价|特价|现价|现在|补贴价|补贴后|粉丝价|仅需|只要|只需|仅){_LABEL_GAP}"
)
_LIST_BEFORE = re.compile(
    r"(?:原价|日常价?|平时|专柜价?|专柜卖|柜台价?|商场价?|吊牌价?|市场价?|官网价?|官方价|旗舰店价?|正常价?|门店价?|标价|划线价|在售价|零售价|指导价|超市价?)"
    rf"(?:卖|要)?{_LABEL_GAP}"
)
_BARE = re.compile(
    r"(?<![\d.\-/a-z])(?P<number>\d{1,5}(?:\.\d{1,2})?)(?![\d.:%折\-/点号天人单月年]|(?:ml|g|kg|l|cm|mm)\b)"
)
_TALK = re.compile(
    r"\?|吗[\s。!~,]*$|(?:抢完|卖完|没货|缺货|下架|已经?结束|结束了|别急|不要急|大家|亲们|退款|(?<!理由)(?<!免费)退货|补发|(?<!假一)赔|售后|物流|单号|客服|截图|收到货|发货了|红包|运费(?!险)|"
    r"昨天|刚才|之前|谢谢|感谢|欢迎|进群|群规|中奖|抽奖|返利|佣金|打卡|签到|吃饭|工资|确认收货)"
)
_CLAIMS = re.compile(
    r"(?:韩国|日本|美国|法国|德国|英国|澳洲|新西兰|泰国|海外|香港|原产地|产地)?直邮|官方授权|品牌授权|授权正品|品牌直供|官方旗舰店?|旗舰店|有机|包邮|"
    r"保税仓?|正品保障|正品|假一赔[一三四五十]|假一罚十|原装进口|进口|专柜同款|专柜正品|专柜|无添加|纯天然|全网最低价?|历史最低价?|史低|最低价?|"
    r"最好用?|最强|最新|最便宜|第一(?!次|件|批)|独家|国家级|顶级|特级|孕妇可用|药监局|特证|临床|医用|七天无理由|7天无理由|运费险"
)
_MAY_BE_SIGNS = re.compile(rf"[{_SIGNS}{_OPENING}.券邮郵价價仅僅到折付拍只贴貼直单單限补補旗冲沖]")
_MAY_BE = re.compile(
    rf"[{_SIGNS}券邮郵价價仅僅]|\.(?:c[no]|hk)|[{_OPENING}][a-z0-9]{{9}}"
    r"|到手|折[后後]|[实實]付|拍下|只[要需]|[补補][贴貼]|直[降邮郵]|下[单單]|限[时時]|[补補][货貨券]|旗[舰艦]|[冲沖]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Promo:
    """What a post offers. Prices are in fen: ``price_fen`` to pay, ``list_price_fen`` where it names another (原价)."""

    title: str
    price_fen: int | None
    list_price_fen: int | None
    links: tuple[str, ...]
    tokens: tuple[str, ...]
    claims: tuple[str, ...]


def may_be_promo(text: str) -> bool:
    """Whether a post could be a promotion: cheap, for the gate; never no where ``read_promo`` says yes."""
    return _MAY_BE_SIGNS.search(text) is not None and _MAY_BE.search(text) is not None


def read_promo(text: str) -> Promo | None:
    """Return what a staff or channel post offers, if it is a promotion: a buy link, a 淘口令, or goods at a price."""
    if not may_be_promo(text):
        return None
    links = tuple(dict.fromkeys(match.group() for match in _LINK.finditer(text)))
    tokens = tuple(dict.fromkeys(match.group() for match in _TOKEN.finditer(text)))
    words = _TOKEN.sub(" ", _ANY_LINK.sub(" ", _LINK.sub(" ", text)))
    folded = "\n".join(fold(line) for line in words.splitlines())
    price, list_price = _prices(folded)
    title = title_of(words)
    if not (links or tokens) and not (price and title and _offers(folded)):
        return None
    claims = tuple(dict.fromkeys(match.group() for match in _CLAIMS.finditer(folded)))
    return Promo(title, price, list_price, links, tokens, claims)


def _offers(folded: str) -> bool:
    """Whether a text without link and token offers goods, rather than being talk that mentions a price."""
    return _SELLING.search(folded) is not None and _TALK.search(folded) is None


def _prices(folded: str) -> tuple[int | None, int | None]:
    """Return the price to pay and the list price, as far as they are named."""
    selling: list[int] = []
    unlabelled: list[int] = []
    listed: list[int] = []
    for price in _all_prices(folded):
        before = folded[max(0, price.start - 12) : price.start]
        label = selling if _SELLING_BEFORE.search(before) else listed if _LIST_BEFORE.search(before) else unlabelled
        label.append(price.fen)
    to_pay = selling or unlabelled
    price_fen = min(to_pay) if to_pay else None
    dearer = [fen for fen in (*listed, *unlabelled) if price_fen is not None and fen > price_fen]
    return price_fen, max(listed or dearer, default=None)


def _all_prices(folded: str) -> list[PriceMention]:
    """Return the prices with a unit, and bare numbers right behind a label (券后 19, 原价69)."""
    found = list(prices_in(folded))
    taken = {place for price in found for place in range(price.start, price.end)}
    for match in _BARE.finditer(folded):
        before = folded[max(0, match.start() - 12) : match.start()]
        is_labelled = _SELLING_BEFORE.search(before) or _LIST_BEFORE.search(before)
        if is_labelled and match.start() not in taken:
            fen = round(float(match["number"]) * 100)
            found.append(PriceMention(fen, match.group(), match.start(), match.end(), points=False))
    return found
