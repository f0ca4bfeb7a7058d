"""A member who goes on within three minutes gets one answer: it is extended, not given again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.ids import ConcernId, EvidenceId, OutgoingId
from core.texts import Words
from detection.finding import Kind
from evidence.choice import Choice
from evidence.models import Evidence
from mailbox.outbox import REWRITE, posted_about
from triage.decision import BURST, extendable
from triage.payloads import reworded
from triage.pieces import Handled, Pieces, price_of
from triage.reading import Reader, Reading
from triage.repository import Answer
from triage.situations import earlier_concerns
from triage.tools import Tools
from triage.updates import MessageLook
from triage.words import replies
from triage.words.proofs import needs_protection, pictures_of
from triage.words.voice import Reply
from workspaces.matching import Binding

_CAPTIONED = ("sendPhoto", "sendDocument", "sendMediaGroup")


@dataclass(frozen=True, slots=True)
class Extension:
    """The answer that is extended, how it was sent, and the proof for everything that was asked by now."""

    answer: Answer
    row_id: OutgoingId
    method: str
    payload: dict[str, Any]
    reasons: tuple[str, ...]
    choice: Choice

    @property
    def items(self) -> list[Evidence]:
        """What was shown first, in its order, then what is new."""
        order = {item: place for place, item in enumerate(self.answer.evidence_ids)}
        return sorted(self.choice.items, key=lambda item: order.get(item.id, len(order)))


@dataclass(frozen=True, slots=True)
class FindExtension:
    """Find the answer that a further doubt of the same member extends."""

    tools: Tools
    reader: Reader

    async def __call__(self, reading: Reading, message: MessageLook) -> Extension | None:
        """Return it with the proof for all reasons together; None: there is none that still stands."""
        earlier = earlier_concerns(reading, message.at - BURST, message.message_id)
        answer = extendable(reading.community.answers, earlier, reading.binding.product_id, message.at)
        if answer is None or answer.concern_id is None:
            return None
        chat_id = reading.community.community.chat_id
        async with self.tools.database.read() as connection:
            posted = await posted_about(connection, answer.concern_id, chat_id)
        first = next((row.outgoing for row in posted if row.outgoing.id == answer.outgoing_id), None)
        reasons = tuple(dict.fromkeys((*answer.reasons, *reading.finding.reasons)))
        choice = await self._choose(reading, reasons)
        if first is None or choice is None or not choice.items:
            return None
        return Extension(answer, first.id, first.method, first.payload, reasons, choice)

    async def _choose(self, reading: Reading, reasons: tuple[str, ...]) -> Choice | None:
        finding = replace(reading.finding, reasons=reasons)
        binding: Binding = reading.binding
        return await self.reader.choose(reading.community, finding, binding)


@dataclass(frozen=True, slots=True)
class Extending(Pieces):
    """Writes the extension of an answer into the Change of its message."""

    def extend(self, handled: Handled, extension: Extension) -> None:
        """Rewrite the first answer to cover both; pictures that it did not show follow without a word."""
        first_id = extension.answer.concern_id or handled.concern.id
        reply = self._reply(handled, extension, first_id)
        is_captioned = extension.method in _CAPTIONED
        keyboard = () if extension.method == "sendMediaGroup" else reply.keyboard
        self.tools.mail.reword(
            handled.change,
            handled.place,
            extension.row_id,
            Reply(reply.words, keyboard),
            handled.about("extended"),
            is_caption=is_captioned,
        )
        # Whoever edits this message later (a correction, an ended promotion) starts from what it says now.
        said = reworded(extension.payload, reply.words, is_caption=is_captioned)
        handled.change.amend(REWRITE, row_id=extension.row_id, payload=said)
        fresh = [item for item in extension.items if item.id not in extension.answer.evidence_ids]
        pictures = pictures_of(fresh)
        if pictures:
            shown = Reply(Words(""), (), pictures, needs_protection(fresh))
            self._say(handled, shown, "extended", None)
        self._keep_extended(handled, extension)

    def _reply(self, handled: Handled, extension: Extension, first_id: ConcernId) -> Reply:
        concern = handled.concern
        return replies.doubt_answer(
            handled.voice,
            concern_id=first_id,
            name=concern.member_name,
            reasons=extension.reasons,
            evidence=extension.items,
            product=handled.reading.product,
            price_fen=price_of(handled.community, concern.product_id),
            missing=[kind.value for kind in extension.choice.missing],
            due_at=self.cases.promised(handled.workspace, evidence=True),
        )

    def _keep_extended(self, handled: Handled, extension: Extension) -> None:
        shown: Sequence[EvidenceId] = [item.id for item in extension.items]
        self._keep(handled, "extended", extension.row_id, evidence_ids=shown, reasons=extension.reasons)
        ticket_id = next(
            (item.ticket_id for item in handled.community.concerns.values() if item.id == extension.answer.concern_id),
            None,
        )
        if ticket_id is not None and handled.concern.kind is Kind.DOUBT:
            words, member = handled.concern.words, handled.concern.member_id
            self.cases.line(handled.change, ticket_id, "said", text=words, actor_id=member)
