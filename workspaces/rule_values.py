"""The settings of after-sales rules, follow-up times, holidays and sale days: two pages of the panel."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from workspaces.problems import Problem
from workspaces.setting_kinds import NOTHING, Parse, Setting, Stored, choice, money, number, numbers, span_of, words_of
from workspaces.settings import FollowTimes, PolicyValues, SpecialDay, WorkspaceSettings

POLICY, TIMES = "policy", "times"
"""The pages."""

REMEDIES = {
    "补发": "reship",
    "换货": "exchange",
    "上门取件": "pickup",
    "包邮退货": "free_return",
    "低价免退": "cheap_refund",
    "退款": "refund",
    "退货": "return",
    "查件": "trace",
    "催发": "urge",
    "补差价": "difference",
    "补开": "invoice",
}
"""What may be done, as owners write it. Member texts have names of their own."""

RULED_CAUSES = {
    "快递停滞": "courier.slow",
    "没发货": "courier.not_shipped",
    "丢件": "courier.lost",
    "破损": "courier.damaged",
    "发错货": "courier.wrong_item",
    "少件": "courier.missing_item",
    "质量问题": "seller.defect",
    "与描述不符": "seller.not_as_described",
    "发货超时": "seller.late_dispatch",
    "发票": "seller.invoice",
    "退款没通过": "seller.refund_refused",
    "缺货": "seller.out_of_stock",
    "买后降价": "seller.price_drop",
    "不想要了": "member.regret",
    "尺码不合": "member.wrong_size",
    "和想的不一样": "member.expectation",
    "拍错了": "member.mistake",
}
"""Causes whose remedies an owner may set."""

USUAL = "默认"
_PAYERS = {"买家": "buyer", "商家": "merchant"}
_MOST_DAYS = 60
_DATE = r"\d{4}-\d{1,2}-\d{1,2}"
_DAYS = re.compile(rf"({_DATE})(?:-({_DATE}))?")
_OFF = ("休", "off", "放假")


def _remedies(typed: str) -> Stored | Problem:
    """Read ``质量问题:换货,包邮退货;少件:补发``; 「默认」 takes all back."""
    if typed.strip() == USUAL:
        return {"remedies": {}}
    known: dict[str, list[str]] = {}
    for part in re.split(r"[;\s]+", typed.strip()):
        cause, _, names = part.partition(":")
        codes = [REMEDIES.get(name.strip(), "") for name in names.split(",")]
        if cause not in RULED_CAUSES or not all(codes):
            facts = {"typed": part[:30], "causes": ",".join(RULED_CAUSES), "remedies": ",".join(REMEDIES)}
            return Problem("problem-setting-remedies", facts)
        known[RULED_CAUSES[cause]] = codes
    return {"remedies": known}


def _show_remedies(settings: WorkspaceSettings) -> str:
    causes = {code: name for name, code in RULED_CAUSES.items()}
    names = {code: name for name, code in REMEDIES.items()}
    parts = (f"{causes[cause]}:{','.join(names[code] for code in codes)}" for cause, codes in settings.policy.remedies)
    return ";".join(parts) or USUAL


def _special_days(typed: str) -> Stored | Problem:
    """Read ``2026-10-01-2026-10-07 休; 2026-11-11 08:00-24:00 12:00-14:00,18:00-22:00``: hours, then windows."""
    if typed.strip() == NOTHING:
        return {"special_days": []}
    days: dict[date, dict[str, Any]] = {}
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]+", typed))):
        read = _special(part)
        if read is None or len(days) + len(read) > _MOST_DAYS:
            return Problem("problem-setting-days", {"typed": part[:40], "limit": str(_MOST_DAYS)})
        days |= read
    return {"special_days": [days[day] for day in sorted(days)]}


def _special(part: str) -> dict[date, dict[str, Any]] | None:
    found = _DAYS.match(part)
    days = None if found is None else _days_between(found[1], found[2] or found[1])
    rest = [] if found is None else [each for each in re.split(r"[\s,]+", part[found.end() :]) if each]
    if days is None or not rest:
        return None
    if rest[0] in _OFF:
        return {day: {"day": day.isoformat(), "hours": None, "windows": []} for day in days} if len(rest) == 1 else None
    spans = [span_of(each) for each in rest]
    known = [[f"{first:%H:%M}", f"{last:%H:%M}"] for first, last in filter(None, spans)]
    windows = known[1:]
    in_order = all(before[1] < after[0] for before, after in itertools.pairwise(windows))
    if len(known) < len(spans) or not in_order or not _is_long(known[0]):
        return None
    return {day: {"day": day.isoformat(), "hours": known[0], "windows": windows} for day in days}


def _is_long(hours: list[str]) -> bool:
    """Whether a service day lasts two hours, as the arithmetic of promised times wants it."""
    first, last = (int(each[:2]) * 60 + int(each[3:]) for each in hours)
    return last - first >= 120


def _days_between(first: str, last: str) -> list[date] | None:
    begin, end = _date(first), _date(last)
    if begin is None or end is None or not timedelta() <= end - begin < timedelta(days=_MOST_DAYS):
        return None
    return [begin + timedelta(days=number) for number in range((end - begin).days + 1)]


def _date(typed: str) -> date | None:
    try:
        return date(*map(int, typed.split("-")))
    except ValueError:
        return None


def _show_days(settings: WorkspaceSettings) -> str:
    return "; ".join(f"{each.day} {_of_day(each)}" for each in settings.special_days) or NOTHING


def _of_day(special: SpecialDay) -> str:
    if special.hours is None:
        return _OFF[0]
    spans = (f"{first:%H:%M}-{last:%H:%M}" for first, last in (special.hours, *special.windows))
    return " ".join(spans)


def _yuan(fen: int) -> str:
    return f"{fen / 100:.2f}".rstrip("0").rstrip(".")


def _policy(
    key: str, words: str, field: str, parse: Parse, choices: Iterable[str], show: Callable[[Any], str] = str
) -> Setting:
    return Setting(key, (words, field), parse, lambda each: show(getattr(each.policy, field)), tuple(choices), POLICY)


def _time(
    key: str, words: str, field: str, parse: Parse, choices: Iterable[str], show: Callable[[Any], str] = str
) -> Setting:
    return Setting(key, (words, field), parse, lambda each: show(getattr(each.times, field)), tuple(choices), TIMES)


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values)) or NOTHING


def _policies() -> Iterator[Setting]:
    payers = tuple(_PAYERS.values())
    yield _policy("noreason", "无理由天数", "no_reason_days", number("no_reason_days", 0, 30), ("7", "10", "15"))
    yield _policy(
        "excluded", "不适用类目", "no_reason_excluded", words_of("no_reason_excluded", 20),
        ("生鲜,定制,贴身衣物", NOTHING), _joined,
    )  # fmt: skip
    yield _policy(
        "noreasonpay", "无理由运费", "no_reason_postage", choice("no_reason_postage", payers, _PAYERS), payers
    )
    yield _policy("quality", "质量退货天数", "quality_days", number("quality_days", 1, 90), ("7", "15", "30"))
    yield _policy("qualitypay", "质量运费", "quality_postage", choice("quality_postage", payers, _PAYERS), payers)
    yield _policy("damage", "破损时限", "damage_hours", number("damage_hours", 1, 168), ("24", "48", "72"))
    yield _policy("insurance", "运费险天数", "insurance_days", number("insurance_days", 0, 90), ("0", "7", "15"))
    yield _policy("cheap", "免退金额", "cheap_refund_fen", money("cheap_refund_fen", 1000), ("0", "10", "20"), _yuan)
    yield Setting("remedies", ("处理方式",), _remedies, _show_remedies, (USUAL,), POLICY)
    yield _policy(
        "liaisonlimit", "对接人补偿上限", "liaison_limit_fen", money("liaison_limit_fen", 100_000),
        ("0", "20", "50"), _yuan,
    )  # fmt: skip
    yield _policy(
        "adminlimit",
        "管理员补偿上限",
        "admin_limit_fen",
        money("admin_limit_fen", 100_000),
        ("50", "100", "200"),
        _yuan,
    )
    dossier = number("dossier_days", 180, 3650)
    yield _policy("dossierdays", "维权材料保留", "dossier_days", dossier, ("365", "730", "1095"))


def _times() -> Iterator[Setting]:
    first = numbers("first_response_minutes", 3, 5, 1440, ascending=True)
    yield _time("first", "首次答复", "first_response_minutes", first, ("15,60,120", "30,90,180"), _joined)
    waiting = numbers("waiting_hours", 3, 1, 720, ascending=True)
    yield _time("asking", "催问", "waiting_hours", waiting, ("24,48,72", "12,24,48"), _joined)
    yield _time("progress", "进度频率", "progress", numbers("progress", 2, 1, 14), ("3,3", "2,7"), _joined)
    yield _time("silence", "人工后静默", "quiet_hours", number("quiet_hours", 0, 48), ("2", "4", "12"))
    yield _time("check", "回访", "check_hours", number("check_hours", 1, 240), ("24", "48"))
    yield _time("close", "无回应关闭", "close_hours", number("close_hours", 24, 720), ("72", "120"))
    warning = number("return_warning_hours", 1, 168)
    yield _time("warning", "退货期提醒", "return_warning_hours", warning, ("24", "48"))
    yield _time("reminders", "提醒成员次数", "member_reminders", number("member_reminders", 1, 5), ("2", "3"))
    yield _time("merging", "合并提醒", "merge_hours", number("merge_hours", 0, 24), ("1", "2", "4"))
    yield _time(
        "promises", "答复时限", "promised_minutes", numbers("promised_minutes", 3, 5, 1440), ("60,120,60",), _joined
    )
    yield Setting("days", ("特殊日期", "special_days"), _special_days, _show_days, (NOTHING,), TIMES)


RULES = (*_policies(), *_times())

__all__ = ["POLICY", "REMEDIES", "RULED_CAUSES", "RULES", "TIMES", "FollowTimes", "PolicyValues"]
