"""What is said about evidence, products and promotions when they are put on file. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from core.errors import SayableError
from core.texts import CAPTION_LIMIT_UTF16, stack
from evidence.models import Evidence, Scope
from evidence.redaction import Box
from evidence.redactions import Redaction
from evidence.register import QuickAddProblem
from mailbox.models import Button
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.alerts import sorry
from triage.words.proofs import note_of
from triage.words.voice import Reply, Voice
from workspaces.models import Product, ProductState

MOST_PRODUCTS = 4
MOST_PREVIEWS = 10
"""An album carries no more; the others are seen under 「改遮挡」."""


def evidence_preview(
    voice: Voice,
    item: Evidence,
    *,
    product: Product | None = None,
    duplicate: Evidence | None = None,
    redaction: Redaction | None = None,
) -> Reply:
    """Show an upload before it is published, with what to look at; a duplicate warns, it never blocks.

    ``redaction``: what is hidden of its files, and what was read in them.
    """
    is_draft = product is not None and product.state is ProductState.DRAFT
    words = stack(
        voice("preview-title", kind=voice.label("kind", item.kind)),
        _scope(voice, item, product),
        voice("preview-issuer", issuer=item.issuer or None),
        voice("preview-note", note=note_of(item) or None),
        voice("preview-until", until=None if item.valid_until is None else item.valid_until.isoformat()),
        voice("preview-files", count=str(len(item.files)) if len(item.files) > 1 else None),
        _duplicate(voice, duplicate),
        voice("preview-draft-product", product=product.name) if product and is_draft else "",
        *([] if redaction is None else _what_was_read(voice, item, redaction)),
    )
    pictures = () if redaction is None else tuple(page.preview for page in redaction.pages if page.preview)
    keyboard = (_decisions(voice, item, redaction),)
    return Reply(words.cut(CAPTION_LIMIT_UTF16), keyboard, private_pictures=pictures[:MOST_PREVIEWS])


def still_readable(voice: Voice) -> Reply:
    """Say that the machine could not end it: something private may still be legible."""
    return Reply(voice.words("preview-still-readable"))


def hidden_kinds(voice: Voice, boxes: Sequence[Box]) -> str | None:
    """Return 「手机号 2、姓名 1」; None where nothing is hidden."""
    counts = Counter(box.why or "drawn" for box in boxes if box.on)
    return voice.listed(
        voice("preview-count", what=voice.label("hidden", why), count=str(counts[why])) for why in counts
    )


def _what_was_read(voice: Voice, item: Evidence, redaction: Redaction) -> list[str]:
    """Return the lines about what is hidden, what was read, and what is still to be done."""
    offers, hidden = redaction.offers, hidden_kinds(voice, redaction.boxes)
    said, read = item.valid_until, offers.last_day
    return [
        voice("preview-shop", shop=item.shop or None),
        voice("preview-tracking", numbers=voice.listed(offers.tracking)),
        voice("preview-until-read", until=read.isoformat()) if read and said and read != said else "",
        voice("preview-hidden", what=hidden),
        voice("preview-nothing-hidden") if redaction.is_read and hidden is None else "",
        "" if redaction.is_read else voice("preview-unread"),
        voice("evidence-ask-until") if redaction.wants_until else "",
    ]


def _decisions(voice: Voice, item: Evidence, redaction: Redaction | None) -> tuple[Button, ...]:
    """Return 「发布」 (「已检查,发布」 where a person's eyes are needed), 「改遮挡」 and 「放弃」."""
    label = "button-e-publish-read" if redaction is not None and redaction.is_read else ""
    publish = button(voice.texts, Area.EVIDENCE, "publish", item.id, label=label)
    boxes = () if redaction is None else (button(voice.texts, Area.EVIDENCE, "boxes", item.id),)
    return (publish, *boxes, button(voice.texts, Area.EVIDENCE, "discard", item.id))


def evidence_published(voice: Voice, item: Evidence, *, product: str = "", waiting_count: int = 0) -> Reply:
    """Confirm publishing, and to how many who waited it was posted."""
    words = stack(
        voice("evidence-published", kind=voice.label("kind", item.kind), scope=scope_name(voice, item, product)),
        voice("evidence-published-until", until=None if item.valid_until is None else item.valid_until.isoformat()),
        voice("evidence-published-waiting", count=str(waiting_count) if waiting_count else None),
    )
    return Reply(words)


def scope_name(voice: Voice, item: Evidence, product: str = "") -> str:
    """Return what an item speaks for."""
    if item.scope is Scope.PRODUCT:
        return voice.title(product)
    return voice("preview-brand", brand=item.brand) if item.scope is Scope.BRAND else voice("preview-workspace")


def _scope(voice: Voice, item: Evidence, product: Product | None) -> str:
    if item.scope is Scope.PRODUCT:
        return voice("preview-product", product=None if product is None else product.name)
    return voice("preview-brand", brand=item.brand) if item.scope is Scope.BRAND else voice("preview-workspace")


def _duplicate(voice: Voice, other: Evidence | None) -> str:
    if other is None:
        return ""
    return voice("preview-duplicate", date=voice.date_of(other.created_at), kind=voice.label("kind", other.kind))


def product_saved(voice: Voice, product: Product) -> Reply:
    """Confirm what was stored of a product."""
    words = voice.words(
        "product-saved",
        name=product.name,
        aliases=voice.listed(product.aliases),
        brand=product.brand or None,
        price=voice.money(product.list_price_fen),
    )
    more = voice(
        "product-saved-more",
        shop=product.shop or None,
        category=product.category or None,
        courier=product.courier or None,
        hours=None if product.dispatch_hours is None else str(product.dispatch_hours),
    )
    return Reply(stack(words, more))


def promotion_saved(voice: Voice, product: Product, *, price_fen: int | None) -> Reply:
    """Confirm that a post was registered as a promotion."""
    price = voice.money(price_fen)
    key = "product-promoted-price" if price else "product-promoted"
    return Reply(voice.words(key, product=voice.title(product.name), price=price))


def draft_product(voice: Voice, product: Product, nearest: Sequence[Product] = ()) -> Reply:
    """Tell staff that a promotion made a draft product: confirm it, or merge it into one of the ``nearest``."""
    words = voice.words("staff-product-draft", product=voice.title(product.name))
    merging = [
        Button(
            voice("button-p-merge", product=voice.title(other.name)),
            encode(Press(Area.PRODUCT, "merge", product.id, str(other.id))),
        )
        for other in nearest[:MOST_PRODUCTS]
    ]
    return Reply(words, ((button(voice.texts, Area.PRODUCT, "confirm", product.id),), *in_rows(merging, 1)))


def product_merged(voice: Voice, draft: Product, product: Product) -> Reply:
    """Confirm that a draft became another name of a product."""
    return Reply(voice.words("product-merged", draft=voice.title(draft.name), product=voice.title(product.name)))


def promotion_ended(voice: Voice, product: Product) -> Reply:
    """Confirm that a promotion was ended."""
    return Reply(voice.words("product-promotion-ended", product=voice.title(product.name)))


def evidence_discarded(voice: Voice) -> Reply:
    """Confirm that a draft was given up."""
    return Reply(voice.words("evidence-discarded"))


def upload_without_line(voice: Voice) -> Reply:
    """Say how the line of a file goes that came without one."""
    return Reply(voice.words("evidence-usage"))


def album_with_bad_files(voice: Voice, bad: Mapping[int, SayableError], *, count: int, upload_id: int) -> Reply:
    """Say which files of an album were not taken and why (by place); the ``count`` others are kept, nothing is out."""
    lines = [
        voice("upload-album-bad", place=str(place + 1), why=sorry(voice, error).text) for place, error in bad.items()
    ]
    go_on = Button(voice("button-u-rest", count=str(count)), encode(Press(Area.UPLOAD, "rest", upload_id)))
    words = stack(*lines, voice("upload-album-rest", count=str(count)))
    return Reply(words, ((go_on, button(voice.texts, Area.UPLOAD, "discard", upload_id)),))


def upload_problem(voice: Voice, problem: QuickAddProblem, *, upload_id: int) -> Reply:
    """Say what was wrong with the line of an upload; the nearest products can be pressed, the files are kept."""
    words = stack(sorry(voice, problem.error()), voice("upload-kept"))
    products = [
        Button(voice.title(product.name), encode(Press(Area.UPLOAD, "product", upload_id, str(product.id))))
        for product in problem.products[:MOST_PRODUCTS]
    ]
    discard = button(voice.texts, Area.UPLOAD, "discard", upload_id)
    is_new = problem.key == "problem-unknown-product"
    making = (button(voice.texts, Area.UPLOAD, "new", upload_id),) if is_new else ()
    return Reply(words, (*in_rows(products, 2), (*making, discard)))
