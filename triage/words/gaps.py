"""What staff are told of proof that is missing before anybody asks. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.texts import stack
from evidence.gaps import Gaps
from mailbox.models import Button
from triage.buttons import Area, Press, encode, in_rows
from triage.words.voice import Reply, Voice

MOST = 10


def gaps_list(voice: Voice, gaps: Sequence[Gaps], *, head: str, total: int | None = None) -> Reply:
    """List what products lack, what could cover it, and which claims nothing supports."""
    if not gaps:
        return Reply(voice.words("gaps-none"))
    shown = gaps[:MOST]
    count = str(total or len(gaps))
    more = len(gaps) > len(shown)
    lines = [line for each in shown for line in gap_lines(voice, each)]
    covering = [one.item for each in shown for one in each.suggestions]
    opening = [
        Button(voice("gaps-open", kind=voice.label("kind", item.kind)), encode(Press(Area.EVIDENCE, "card", item.id)))
        for item in covering
    ]
    words = stack(voice(head, count=count), *lines, voice("gaps-more") if more else "", voice("gaps-how"))
    return Reply(words.cut(), in_rows(opening[:6], 2))


def gap_lines(voice: Voice, gaps: Gaps) -> list[str]:
    """Return the lines about one product."""
    return [
        voice(
            "gaps-line",
            product=voice.title(gaps.product.name),
            kinds=voice.listed(voice.label("kind", kind) for kind in gaps.kinds),
            reasons=voice.listed(voice.label("reason", reason) for reason in gaps.reasons),
        ),
        voice("gaps-claims", product=voice.title(gaps.product.name), claims=voice.listed(gaps.unsupported)),
        *(
            voice(f"gaps-cover-{one.how.value}", kind=voice.label("kind", one.item.kind), shop=one.item.shop or None)
            for one in gaps.suggestions
        ),
    ]


def risky(
    voice: Voice,
    gaps: Gaps,
    *,
    price: str | None,
    group: str,
    url: str | None,
    claims: Sequence[str],
    why: Sequence[str],
) -> Reply:
    """Tell staff at once of a promotion that will be doubted and has no proof."""
    said = voice("gaps-why-words", claims=voice.listed(claims))
    words = stack(
        voice("gaps-risky", product=voice.title(gaps.product.name), group=voice.title(group)),
        voice(
            "gaps-risky-why",
            why=voice("gaps-why-break").join([said] * bool(said) + [voice(f"gaps-why-{each}") for each in why]),
        ),
        voice("gaps-risky-price", price=price),
        *gap_lines(voice, gaps),
        voice("gaps-how"),
    )
    keys = ((Button(voice("link-open"), url=url),),) if url else ()
    return Reply(words.cut(), keys)
