"""How facts are put into words: names, days, clock times, sums and lists, in one language and zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from core.texts import Texts, Value, Words, clean_name, shorten
from evidence.models import Evidence, EvidenceFile
from mailbox.models import Keyboard

QUOTE_LIMIT = 40
TITLE_LIMIT = 20
_DAYS = {-2: "day-before-yesterday", -1: "day-yesterday", 0: "day-today", 1: "day-tomorrow"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says: a text, its buttons, and pictures whose caption the text is.

    Several pictures are an album, which carries no buttons: ``under_album`` of ``words.replies`` has a text for them.
    ``is_protected``: sent with protected content (authorization letters). ``keys``: words to tap below a private chat.
    ``private_pictures``: names of pictures among the private originals, for their uploader alone.
    ``shows``: whose pictures they are; so the settings of the workspace and of each item count.
    """

    words: Words
    keyboard: Keyboard = ()
    pictures: tuple[EvidenceFile, ...] = ()
    is_protected: bool = False
    keys: tuple[tuple[str, ...], ...] = ()
    private_pictures: tuple[str, ...] = ()
    shows: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """The texts of a language, the zone whose clock is meant, and the moment of speaking."""

    texts: Texts
    zone: tzinfo
    now: datetime

    def __call__(self, key: str, /, **variables: str | None) -> str:
        return self.texts(key, **variables)

    def words(self, key: str, /, **variables: Value) -> Words:
        """Return a text with its links."""
        return self.texts.words(key, **variables)

    def hail(self, name: str) -> str:
        """Return 「阿安,」 before a sentence; nothing for names that look like an advert or like staff."""
        shown = clean_name(name)
        return self("hail", name=shown) if shown else ""

    def called(self, name: str) -> str:
        """Return a name for lists and cards."""
        return clean_name(name) or self("name-unknown")

    def label(self, prefix: str, code: str) -> str:
        """Return the word for a code: ``cause`` and ``courier.slow`` is the text ``cause-courier-slow``."""
        return self(f"{prefix}-{code.replace('.', '-').replace('_', '-')}")

    def label_if_any(self, prefix: str, code: str) -> str:
        """Return the word for a code, or nothing where the catalogue has none."""
        key = f"{prefix}-{code.replace('.', '-').replace('_', '-')}"
        return self(key) if key in self.texts else ""

    def listed(self, items: Iterable[str]) -> str | None:
        """Return 「A、B和C」; None for nothing, so that the line that wants it is dropped."""
        *most, last = list(dict.fromkeys(items)) or [""]
        if not most:
            return last or None
        return self("join-two", first=self("join-comma").join(most), last=last)

    def clock(self, moment: datetime) -> str:
        """Return ``16:30`` today, ``明天 10:00``, ``11-23 10:00``."""
        there = moment.astimezone(self.zone)
        return f"{there:%H:%M}" if self._days_off(there.date()) == 0 else self.due(moment)

    def due(self, moment: datetime) -> str:
        """Return ``今天 16:30``, ``明天 10:00``, ``11-23 10:00``: a time that is promised or was."""
        there = moment.astimezone(self.zone)
        return self("time-at", day=self.day(there.date()), clock=f"{there:%H:%M}")

    def dated(self, moment: datetime) -> str:
        """Return ``11-23 10:00`` even for today: for words that stand where they are read on other days."""
        return self("time-at", day=self.date_of(moment), clock=f"{moment.astimezone(self.zone):%H:%M}")

    def due_or_none(self, moment: datetime | None) -> str | None:
        """Return the promised time, or None so that the line is dropped."""
        return None if moment is None else self.due(moment)

    def span(self, begin: datetime, end: datetime) -> str:
        """Return ``明天 12:00–13:00``."""
        clocks = (moment.astimezone(self.zone) for moment in (begin, end))
        first, last = (f"{moment:%H:%M}" for moment in clocks)
        return self("time-span", day=self.day(begin.astimezone(self.zone).date()), begin=first, end=last)

    def day(self, day: date) -> str:
        """Return 前天, 昨天, 今天, 明天, else the date."""
        key = _DAYS.get(self._days_off(day))
        return self(key) if key else self.date_of(day)

    def day_of(self, moment: datetime) -> str:
        """Return the day of a moment, as ``day`` says it."""
        return self.day(moment.astimezone(self.zone).date())

    def date_of(self, day: date | datetime) -> str:
        """Return ``11-20``, with the year where it is another one."""
        local = day.astimezone(self.zone).date() if isinstance(day, datetime) else day
        return f"{local:%m-%d}" if local.year == self.now.astimezone(self.zone).year else f"{local:%Y-%m-%d}"

    def between(self, begin: datetime, end: datetime) -> str:
        """Return ``09:10–09:40`` of today, with the days where it is not all of one day."""
        first, last = (moment.astimezone(self.zone) for moment in (begin, end))
        if first.date() != last.date():
            return self("time-between", begin=self.due(begin), end=self.due(end))
        if self._days_off(first.date()) == 0:
            return self("time-between", begin=f"{first:%H:%M}", end=f"{last:%H:%M}")
        return self.span(begin, end)

    def span_length(self, span: timedelta) -> str:
        """Return 「40 分钟」「6 小时」「3 天」, rounded down, at least a minute."""
        minutes = max(1, int(span.total_seconds() // 60))
        if minutes < 60:
            return self("length-minutes", number=str(minutes))
        hours = minutes // 60
        return self("length-hours", number=str(hours)) if hours < 48 else self("length-days", number=str(hours // 24))

    def money(self, fen: int | None) -> str | None:
        """Return ``19.9`` or ``69``; None for an unknown price."""
        if fen is None:
            return None
        yuan, rest = divmod(fen, 100)
        return f"{yuan}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(yuan)

    def quote(self, words: str) -> str | None:
        """Return a member's own words, cut; None where there are none."""
        return shorten(" ".join(words.split()), QUOTE_LIMIT) or None

    def title(self, title: str) -> str:
        """Return a group's or a product's name, cut."""
        return shorten(" ".join(title.split()), TITLE_LIMIT)

    def _days_off(self, day: date) -> int:
        return (day - self.now.astimezone(self.zone).date()).days
