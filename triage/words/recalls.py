"""What is said once we were wrong about a product. Pure (VOICE 7: an apology once, then what we do)."""

from __future__ import annotations

from collections.abc import Sequence

from core.ids import UserId
from core.texts import Mention, Words, join, stack
from triage.buttons import Area, button
from triage.watch import Recall
from triage.words.voice import Reply, Voice
from workspaces.models import Product

MOST_NAMES = 5


def ask_what(voice: Voice, product: Product) -> Reply:
    """Ask the owner what was wrong."""
    return Reply(voice.words("recall-ask-what", product=voice.title(product.name)))


def ask_remedy(voice: Voice) -> Reply:
    """Ask the owner how it is made good."""
    return Reply(voice.words("recall-ask-remedy"))


def preview(
    voice: Voice, recall_id: int, product: Product, what: str, remedy: str, *, answers: int, people: int
) -> Reply:
    """Show the owner what is going to be said, and to how many."""
    words = stack(
        voice("recall-preview", product=voice.title(product.name)),
        voice("recall-said", product=voice.title(product.name), what=what, remedy=remedy),
        voice("recall-preview-answers", count=str(answers)),
        voice("recall-preview-people", count=str(people)),
    )
    keys = tuple(button(voice.texts, Area.PRODUCT, action, recall_id) for action in ("recall", "norecall"))
    return Reply(words, (keys,))


def done(voice: Voice, product: Product, recall: Recall, *, answers: int, people: int) -> Reply:
    """Confirm, with the apology as a draft to post."""
    words = stack(
        voice("recall-done", product=voice.title(product.name), answers=str(answers), people=str(people)),
        voice("recall-draft"),
        said(voice, product, recall),
        voice("recall-end-how", product=voice.title(product.name)),
    )
    return Reply(words)


def over(voice: Voice, product: Product) -> Reply:
    """Confirm that the product is answered for again."""
    return Reply(voice.words("recall-over", product=voice.title(product.name)))


def said(voice: Voice, product: Product, recall: Recall) -> str:
    """Return what happened and how it is made good, in two lines."""
    return voice("recall-said", product=voice.title(product.name), what=recall.what, remedy=recall.remedy)


def note(voice: Voice, recall: Recall) -> str:
    """Return the note under an answer that was posted before."""
    at = recall.at.astimezone(voice.zone)
    return voice("recall-note", date=f"{at:%m-%d %H:%M}", what=recall.what, remedy=recall.remedy)


def told(voice: Voice, product: Product, recall: Recall, *, name: str, group: str) -> Reply:
    """Tell one person in private, once."""
    hello = voice("recall-hello", hail=voice.hail(name), group=voice.title(group) or None)
    return Reply(Words(f"{hello}\n{said(voice, product, recall)}\n{voice('recall-way-on')}"))


def told_in_group(
    voice: Voice, product: Product, recall: Recall, people: Sequence[tuple[str, UserId]]
) -> tuple[Reply, ...]:
    """Tell those who never started the bot, in their group, at most five names a message."""
    groups = [people[start : start + MOST_NAMES] for start in range(0, len(people), MOST_NAMES)]
    return tuple(_named(voice, product, recall, group) for group in groups)


def answer(voice: Voice, product: Product, recall: Recall, name: str) -> Reply:
    """Answer a doubt about a product that was recalled."""
    opening = voice("recall-answer", hail=voice.hail(name))
    return Reply(stack(opening, said(voice, product, recall)))


def promoted(voice: Voice, product: Product, recall: Recall, group: str, url: str | None) -> Reply:
    """Tell staff that a recalled product is promoted again."""
    day = voice.date_of(recall.at)
    words = voice.words(
        "recall-promoted", product=voice.title(product.name), group=voice.title(group), day=day, url=url
    )
    return Reply(words)


def _named(voice: Voice, product: Product, recall: Recall, people: Sequence[tuple[str, UserId]]) -> Reply:
    names: list[Words] = [Mention(voice.called(name), user_id).words() for name, user_id in people]
    opening = voice.words("recall-names", names=join(voice("join-comma"), names))
    return Reply(stack(opening, said(voice, product, recall), voice("recall-way-on")))
