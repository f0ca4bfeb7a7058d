"""Labels before private values, as order pages, waybills and letters write them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.reading.people import name_at
from evidence.reading.shapes import Span, Why, streets

_LABELS: tuple[tuple[Why | None, str], ...] = (
    # What ends a value without being private itself.
    (
        None,
        r"(?:运单|快递|物流|包裹|邮件|货运|转运|面单|跟踪|配送)(?:编|单)?号码?|(?<!订)单号|快递公司|物流公司|承运\S{0,2}(?=:)|"
        r"(?:下单|付款|发货|签收|成交|创建|发布|更新|查询|支付)时间|日期|时间(?=:)|状态(?=[:\s]|$)|商品(?=:)|数量|金额|重量|件数|备注|实付款?|"
        r"支付方式|配送方式|品牌(?=:)|有效期|统一社会信用代码|物流信息|物流详情|(?:客服|服务|官方|咨询|投诉|查询)(?:电话|热线)|"
        r"(?:tracking|waybill)(?:\s?(?:no\.?|number))?|status|carrier|courier(?=:)|date|weight|quantity|items?(?=:)",
    ),
    (
        Why.ID_NUMBER,
        r"(?:公民)?身份证?(?:件)?(?:号码?|字号)|身分证(?:字号|号码?)?|证件号码?|护照号码?|ID\s?(?:card|no\.?|number)|passport\s?(?:no\.?)?",
    ),
    (
        Why.CARD,
        r"银行卡号?|银行账号|收款账号|卡号|银行账户|bank\s?(?:account|card)(?:\s?(?:no\.?|number))?|card\s?(?:no\.?|number)",
    ),
    (
        Why.ORDER,
        r"订单(?:编号|号码?|ID|流水号)|订单(?=:)|(?:交易|支付|商户|退款|流水|支付宝交易|外部订单|平台订单)(?:单号|编号|号)|"
        r"order\s?(?:no\.?|number|id|#)|order(?=[:#])|(?:transaction|payment)\s?(?:no\.?|id|number)",
    ),
    (Why.CODE, r"取件码|提货码|取货码|验证码|收货码|自提码|pick-?up\s?code"),
    (Why.MAIL, r"(?:电子)?邮箱(?:地址)?|e-?mail(?:\s?address)?"),
    (
        Why.ACCOUNT,
        r"微信号?(?:码)?|薇信|v信|wechat(?:\s?id)?|weixin|QQ号?|旺旺(?:号)?|支付宝(?:账号)(?=[:\s])|whatsapp|LINE\s?ID|会员名|买家昵称",
    ),
    (
        Why.ADDRESS,
        r"(?:收货|收件|寄件|发件|寄货|发货|详细|联系|配送|送货|派送|家庭|邮寄|退货|居住|通讯)(?:人)?地址|地址信息|地址(?=[:\s]|$)|所在地区?(?=[:\s]|$)|送货?至|配送至|住址|门牌(?:号码?)?(?=[:\s])|"
        r"(?:shipping|delivery|recipient|receiver|sender|billing)?\s?address|deliver(?:ed)?\s?to|ship\s?to",
    ),
    (
        Why.PHONE,
        r"(?:收货|收件|寄件|发件|派件员?|快递员|联系|家庭|固定|手机|客户|买家)?人?(?:电话|手机)(?:号码?)?|联系方式|联络方式|座机|固话|"
        r"(?:mobile|phone|telephone|tel|cell|contact)(?:\s?(?:no\.?|number))?(?=[.:\s\d+])",
    ),
    (
        Why.NAME,
        r"收货人|收件人|寄件人|寄货人|发件人|发货人|收件者|寄件者|收货者|联系人|联络人|经办人|持卡人|购买人|提货人|取件人|签收人|签收|收方|寄方|"
        r"真实姓名|姓名|户名|开户人|收款人|客户签[名收]|签名(?=:)|买家(?=[:\s])|客户(?:姓名|名称)?(?=:)|"
        r"(?:recipient|receiver|consignee|sender|shipper|addressee)(?:'s)?(?:\s?name)?|(?<![A-Za-z]\s)name(?=:)|(?:full|contact)\s?name|signed\s?by|attn\.?(?=[:\s])|attention(?=:)|(?<![A-Za-z])(?:to|from)(?=:)",
    ),
    (
        Why.NAME,
        r"派件员|快递员|业务员|派送员|配送员|骑手|取件员|揽收员|揽件员|收派员|投递员|送货员|司机|快递小哥|派件人|揽收人|courier|rider|driver",
    ),
)
_ANY = re.compile("|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(_LABELS)), re.IGNORECASE)
_KIND_OF = {f"k{at}": why for at, (why, _) in enumerate(_LABELS)}
_GAP = re.compile(r"[\s:.#\])】]*")
_VALUES = {
    Why.ID_NUMBER: re.compile(r"[\dXx*][\dXx* ]{4,}[\dXx*]|[A-Z]{1,2}\d{6,9}"),
    Why.CARD: re.compile(r"[\d*][\d* -]{6,}\d"),
    Why.ORDER: re.compile(r"[A-Za-z]{0,4}-?[\d*](?:[ -]?[0-9A-Za-z*]){5,}"),
    Why.CODE: re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z-]){2,12}"),
    Why.MAIL: re.compile(r"[\w.+*@-]{5,}", re.ASCII),
    Why.ACCOUNT: re.compile(r"[A-Za-z0-9_*@.+-]{4,30}"),
    Why.PHONE: re.compile(r"[+(]?\d[\d*xX() -]{4,}\d"),
}
_LETTERS = re.compile(r"[0-9A-Za-z一-鿿]")
_END_OF_ADDRESS = re.compile(r"\s{3,}|(?<=\S)\s?(?:复制|修改|编辑|查看)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in a line, and the private value that stands behind it there, if one does."""

    why: Why
    start: int
    end: int
    is_last: bool
    """Whether nothing but a value of this label can follow: the line ends with the label."""
    value: Span | None


def labels_in(text: str) -> Iterator[Labelled]:
    """Yield the labels of private values in folded text, each with its value on the same line."""
    found = [(match, _KIND_OF[match.lastgroup or ""]) for match in _ANY.finditer(text)]
    for number, (match, why) in enumerate(found):
        if why is None:
            continue
        until = found[number + 1][0].start() if number + 1 < len(found) else len(text)
        gap = _GAP.match(text, match.end())
        begin = match.end() if gap is None else min(gap.end(), until)
        is_marked = bool(text[match.end() : begin].strip())
        value = value_at(why, text, begin, until, is_marked=is_marked)
        yield Labelled(why, match.start(), match.end(), not text[begin:].strip(" :"), value)


def begins_with_label(text: str) -> bool:
    """Whether a line is one of its own: it opens with a label, private or not."""
    return _ANY.match(text.lstrip(" .·•*")) is not None


def value_at(why: Why, text: str, start: int, end: int, *, is_marked: bool = True) -> Span | None:
    """Return the value of a label between ``start`` and ``end``.

    ``is_marked``: a colon parts the two; without one, what follows may be the rest of a sentence.
    """
    if why is Why.NAME:
        return name_at(text[:end], start, needs_surname=not is_marked)
    if why is Why.ADDRESS:
        return _address_at(text, start, end, is_marked=is_marked)
    found = _VALUES[why].search(text, start, end)
    return None if found is None or _LETTERS.search(text, start, found.start()) else found.span()


def _address_at(text: str, start: int, end: int, *, is_marked: bool) -> Span | None:
    cut = _END_OF_ADDRESS.search(text, start, end)
    stop = end if cut is None else cut.start()
    stop = start + len(text[start:stop].rstrip(" ,;:"))
    if stop - start < 2 or not (is_marked or any(streets(text[start:stop]))):
        return None
    return start, stop
