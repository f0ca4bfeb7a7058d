"""What fills the shelf and keeps it true, joined: uploads, publishing, stacks, promotions, products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.telegram import TelegramApi
from core.files import Stores
from couriers.tracing import TraceParcel
from evidence.machine.reader import ReadsPictures
from triage.desk.cases import Cases
from triage.keeping import KeepAnswer
from triage.library.adding import AddWords
from triage.library.boxes import EditBoxes
from triage.library.browsing import BrowseLibrary
from triage.library.corrections import CorrectAnswers
from triage.library.deciding import DecideUpload
from triage.library.editing import EditEvidence
from triage.library.ending import TellEnding
from triage.library.fading import ForgetDrafts
from triage.library.fetching import ReadUploads
from triage.library.gaps import FindGaps, WatchPromotions
from triage.library.holding import HoldBackAnswer
from triage.library.live import AddLive, Draw, RefreshLive
from triage.library.looking import LookAtPages
from triage.library.praise import HandlePraise
from triage.library.products import KeepProducts, Promote
from triage.library.promotions import NoteEnding
from triage.library.publish import PublishEvidence
from triage.library.recalling import RecallProduct
from triage.library.redacting import RedactUploads
from triage.library.stack_form import FillStack
from triage.library.stacks import LookAtStacks
from triage.library.uploads import TakeUpload
from triage.tools import Tools


class TelegramCourier:
    """Fetches files by what Telegram calls them."""

    def __init__(self, api: TelegramApi) -> None:
        self._api = api

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """Return a file's bytes, at most ``most_bytes`` and one more.

        Raises:
            DeliveryError: not now, or never.
        """
        path = await self._api.file_path(file_id)
        return await self._api.download(path, most_bytes)


@dataclass(frozen=True, slots=True)
class LibraryRoom:
    """The ticks of the library, and what handlers ask for (``hands``)."""

    read_uploads: ReadUploads
    redact_uploads: RedactUploads
    refresh_live: RefreshLive
    look_at_stacks: LookAtStacks
    watch_promotions: WatchPromotions
    tell_ending: TellEnding
    forget_drafts: ForgetDrafts
    hands: dict[str, Any]


def build_library(
    tools: Tools,
    cases: Cases,
    stores: Stores,
    courier: TelegramCourier,
    picture_reader: ReadsPictures,
    trace_parcel: TraceParcel,
) -> LibraryRoom:
    """Join them."""
    draw = Draw(tools, stores)
    fill_stack, find_gaps = FillStack(tools, picture_reader), FindGaps(tools)
    look_at_stacks = LookAtStacks(tools, fill_stack)
    correct_answers = CorrectAnswers(tools, HoldBackAnswer(tools))
    edit_evidence = EditEvidence(tools, correct_answers)
    publish_evidence = PublishEvidence(tools, cases, edit_evidence)
    redact_uploads = RedactUploads(tools, LookAtPages(stores, picture_reader), publish_evidence)
    add_words = AddWords(tools, AddLive(tools, trace_parcel, draw))
    keep_products = KeepProducts(tools)
    hands = {
        "take_upload": TakeUpload(tools),
        "add_words": add_words,
        "keep_answer": KeepAnswer(tools, add_words),
        "publish_evidence": publish_evidence,
        "browse_library": BrowseLibrary(tools),
        "fill_stack": fill_stack,
        "find_gaps": find_gaps,
        "handle_praise": HandlePraise(tools, edit_evidence),
        "recall_product": RecallProduct(tools, correct_answers),
        "look_at_stacks": look_at_stacks,
        "edit_evidence": edit_evidence,
        "decide_upload": DecideUpload(tools, publish_evidence, redact_uploads),
        "edit_boxes": EditBoxes(tools, publish_evidence, redact_uploads),
        "keep_products": keep_products,
        "promote": Promote(tools, keep_products, NoteEnding(tools)),
    }
    return LibraryRoom(
        read_uploads=ReadUploads(tools, stores.originals, courier, picture_reader),
        redact_uploads=redact_uploads,
        refresh_live=RefreshLive(tools, trace_parcel, draw),
        look_at_stacks=look_at_stacks,
        watch_promotions=WatchPromotions(tools, find_gaps),
        tell_ending=TellEnding(tools),
        forget_drafts=ForgetDrafts(tools),
        hands=hands,
    )
