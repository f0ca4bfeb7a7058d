"""The title of a promotion post: its first line that says what is sold, without prices and cries."""

from __future__ import annotations

import re
import unicodedata

from workspaces.names import simplified

LONGEST_TITLE = 40

_PRICE = re.compile(
    r"(?:【?\s*(?:原价|日常价?|平时|专柜价?|市场价|官网价?|吊牌价|在售价|券后价?|到手价?|折后价?|实付|拍下|活动价|秒杀价?|福利价|团购价|特价|现价|现在|"
    r"补贴价|补贴后|粉丝价|仅需|只要|只需|仅|价格|售价|卖)\s*】?\s*[:约仅只要]*\s*)?"
    r"(?:[￥¥]\s?\d+(?:\.\d+)?元?|\d+(?:\.\d+)?\s?(?:元|块钱?(?:\d(?!\d))?|圆|r\b|rmb)|\d+\.\d{1,2}(?!\d|ml|g|kg|l|寸))(?:起|/[件瓶盒支包袋套])?"
    r"|(?<![\dA-Za-z.])\d{1,4}(?=\s?(?:全国|顺丰)?包邮)"
    r"|[零一二两三四五六七八九十百]{1,7}(?:块钱?|元)[一二三四五六七八九]?"
)
_LABELLED = re.compile(
    r"(?:原价|日常价?|专柜价?|市场价|券后价?|到手价?|折后价?|活动价|秒杀价?|福利价|特价|现价|仅需|只要|只需|拍下)\s*[:约]?\s*\d+(?:\.\d+)?"
)
_CRIES = re.compile(
    r"全网最低价?|历史最低价?|史低|手慢无|速抢|快抢|速度冲|赶紧冲|冲冲冲|冲鸭?|闭眼入|必入|好价|神价|骨折价|漏洞价|捡漏|白菜价|爆款|福利来了|福利|"
    r"限时秒杀|限时|秒杀|今日特价|今日|今天|姐妹们|家人们|宝子们|宝贝们|上链接|上新|开团|开抢|抢购|抢|直降|最后\d+[单件份]|\d{1,2}点[整半]?(?:开始|开抢)?|拍\s?[\d一二两三四五六]+\s?[件盒瓶包袋支]|(?:下单)?立减\s?\d*元?|记得|下单|领券|无门槛|"
    r"(?:韩国|日本|美国|法国|德国|英国|澳洲|新西兰|泰国|海外|香港)?直邮|(?:顺丰|全国)?包邮|正品保障|官方授权|假一赔[一三四五十]|"
    r"复制.{0,12}(?:打开|淘宝|打開).*|点击链接.*|打开(?:手机)?(?:淘宝|京东|拼多多).*|下单链接|购买链接|抢购链接|链接|戳|"
    r"券后价?|到手价?|原价|现价|特价|活动价|还|只要|仅需|仅"
)
_EMPTY_BRACKETS = re.compile(r"[【\[((「《〖]\s*[】\]))」》〗]")
_ENDS = "的 \t,。.!~～、;:?·|/\\-—–+=><→➡👉*#_&^…\"'"
_NARROW = str.maketrans("！，：；？（）　", "!,:;?() ")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")


def title_of(words: str) -> str:
    """Return the cleaned first line that says what is sold, at most 40 characters; empty if there is none.

    ``words`` is the post without links and tokens.
    """
    titles = (_cleaned(line) for line in words.splitlines())
    return next((_cut(title) for title in titles if len(_WORD.findall(title)) > 1), "")


def _cleaned(line: str) -> str:
    """Return a line without emoji, prices and cries."""
    line = line.translate(_NARROW)
    line = "".join(" " if unicodedata.category(sign) in ("So", "Sk", "Cf", "Cs", "Co", "Mn") else sign for sign in line)
    for pattern in (_PRICE, _LABELLED, _CRIES, _EMPTY_BRACKETS):
        line = _without(pattern, line)
    parts = (part.strip(_ENDS) for part in re.split(r"[,。!;]|\s[-|→>]+\s", line))
    line = next((part for part in parts if len(_WORD.findall(part)) > 1), "")
    return re.sub(r"^[【\[]([^】\]]*)[】\]]$", r"\1", " ".join(line.split())).strip(_ENDS)


def _without(pattern: re.Pattern[str], line: str) -> str:
    """Return ``line`` with blanks where ``pattern`` fits, in either script."""
    shadow = simplified(line)
    signs = list(line)
    for match in pattern.finditer(shadow if len(shadow) == len(line) else line):
        signs[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(signs)


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
