"""Times that staff name in what they write to members: 今晚8点前, 明天12点, 11-25, 2小时内. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DAYS = {"今天": 0, "今日": 0, "今早": 0, "今晚": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3}
_WEEKDAYS = "一二三四五六日天"
_NUMBERS = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_NUMBER = r"\d{1,2}|十[一二]?|[一两二三四五六七八九]"
_DAY = (
    r"(?P<word>大后天|后天|今天|今日|今早|今晚|明天|明日|明早|明晚)"
    r"|(?P<month>\d{1,2})(?:-|/|月)(?P<day>\d{1,2})[日号]?"
    r"|(?P<next>下)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
)
_PART = r"(?P<part>早上|上午|中午|下午|傍晚|晚上|晚|早)?"
_HOUR = (
    rf"(?:(?P<clock>\d{{1,2}}):(?P<minute>\d{{2}})|(?P<hour>{_NUMBER}) ?点 ?(?:(?P<half>半)|(?P<past>\d{{1,2}})分?)?)?"
)
_AT = re.compile(rf"(?:{_DAY})? ?{_PART} ?{_HOUR} ?(?P<before>前|之前|以前|内|答复|回复|回你|给你|联系)?")
_WITHIN = re.compile(rf"(?P<half>半)?(?:(?P<number>{_NUMBER}) ?个?)? ?(?P<unit>小时|钟头|分钟|天)(?:之内|以内|内)")
_USUAL_HOUR, _EVENING, _MORNING = 18, 20, 10
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "今晚", "明晚")


def find_promise(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the first time ahead of ``now`` by which ``text`` promises something; None: it names none.

    A day without a clock counts only with 前, 答复 and the like, and means 18:00 of that day (晚: 20:00, 早: 10:00).
    """
    said = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))
    found = [*_spans(said, now), *_moments(said, now, zone)]
    ahead = [(place, moment) for place, moment in found if moment > now]
    return min(ahead)[1] if ahead else None


def _spans(said: str, now: datetime) -> list[tuple[int, datetime]]:
    units = {
        "小时": timedelta(hours=1),
        "钟头": timedelta(hours=1),
        "分钟": timedelta(minutes=1),
        "天": timedelta(days=1),
    }
    spans = []
    for match in _WITHIN.finditer(said):
        count = 0.5 if match["half"] else _number(match["number"])
        if count:
            spans.append((match.start(), now + count * units[match["unit"]]))
    return spans


def _moments(said: str, now: datetime, zone: tzinfo) -> list[tuple[int, datetime]]:
    moments = []
    for match in _AT.finditer(said):
        moment = _moment(match, now.astimezone(zone), zone)
        if moment is not None:
            moments.append((match.start(), moment))
    return moments


def _moment(match: re.Match[str], local: datetime, zone: tzinfo) -> datetime | None:
    has_clock = bool(match["clock"] or match["hour"])
    day = _day(match, local.date())
    if not has_clock and not (day is not None and match["before"]):
        return None
    if day is None and not match["before"]:
        return None  # a bare 8 点 may be anything
    clock = _clock(match) if has_clock else time(_hour_of_part(match))
    if clock is None:
        return None
    moment = datetime.combine(day or local.date(), clock, tzinfo=zone)
    if day is None and moment <= local and clock.hour < 12 and not match["part"]:
        moment += timedelta(hours=12)  # 8点前, said in the afternoon
    return moment.astimezone(UTC)


def _day(match: re.Match[str], today: date) -> date | None:
    if match["word"]:
        return today + timedelta(days=_DAYS[match["word"]])
    if match["weekday"]:
        wanted = min(_WEEKDAYS.index(match["weekday"]), 6)
        found = today + timedelta(days=wanted - today.weekday() + (7 if match["next"] else 0))
        return found if found >= today else found + timedelta(days=7)
    if match["month"] is None:
        return None
    try:
        found = date(today.year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return found if found >= today else found.replace(year=today.year + 1)


def _clock(match: re.Match[str]) -> time | None:
    hour = int(match["clock"]) if match["clock"] else _number(match["hour"])
    minute = int(match["minute"] or match["past"] or (30 if match["half"] else 0))
    is_late = match["part"] in _AFTERNOON or match["word"] in _AFTERNOON
    if is_late and hour < 12:
        hour += 12
    if hour == 24:
        hour, minute = 23, 59
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _hour_of_part(match: re.Match[str]) -> int:
    part = f"{match['word'] or ''}{match['part'] or ''}"
    return (
        _EVENING
        if "晚" in part
        else _MORNING
        if "早" in part or "上午" in part
        else 12
        if "中午" in part
        else _USUAL_HOUR
    )


def _number(typed: str | None) -> int:
    return 0 if not typed else int(typed) if typed.isdecimal() else _NUMBERS.get(typed, 0)
