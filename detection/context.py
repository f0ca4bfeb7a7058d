"""What a message means as a reply: to another member's words, to a promotion, to an assurance of staff."""

from __future__ import annotations

import re

ANOTHER = re.compile(
    r"(?:你|楼上|他|她|谁|哪位|这位|人家)[^,，。!！?？]{0,6}(?:说|觉得|知道|看出|认为|确定|断定|怀疑|买的|遇到|判断|验|凭什么|为什么|为啥|怎么|咋|有证据|哪里)"
    r"|^(?:为什么|为啥|怎么|咋|哪里|凭什么)[^,，。]{0,6}(?:说|这么说|看出|知道|觉得|假|不像)|别(?:乱说|瞎说|造谣)|(?:有|什么|啥)证据"
)
SHORT_DOUBT = re.compile(
    r"^[\s,，。!！~]*(?:这|那|这个|真|真的|是|是真的?|确定|你确定|保真|靠谱|能信|可信|当真|不会吧|骗人的?|忽悠|信你|谁信|我不信|不信|呵呵|假|假的|正|正的|保证|敢保证|有证据|证据呢|真有)"
    r"[^。]{0,4}(?:吗|嘛|么|吧|假的|呢|不|\?|？|不信|信|骗|鬼)[\s。!！~?？]*$|^(?:真的假的|我不信|谁信|骗人的?吧?|假的吧?|呵呵[,，]?谁信|不信|有证据吗|证据呢)[\s。!！~?？]*$"
)


def asks_about_another(text: str) -> bool:
    """Tell whether a reply to a member asks about that member's words."""
    return ANOTHER.search(text) is not None


def doubts_in_reply(text: str) -> bool:
    """Tell whether these few words, said to staff or under a promotion, doubt it (真的吗, 确定?, 谁信)."""
    return len(text) <= 12 and SHORT_DOUBT.match(text) is not None
