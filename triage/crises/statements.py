"""The one statement of a crisis: posted, pinned, kept true, taken off the pin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import OutgoingId
from core.texts import Words
from detection.labels import REASONS
from evidence.choice import ANY_SUFFICES, PLAIN, PROOF, choose
from evidence.models import Evidence, EvidenceFile, EvidenceKind
from evidence.shelf import find_evidence
from mailbox.models import Outgoing, Urgency
from mailbox.outbox import owe, sent_messages
from triage.crises.rows import Crisis, Picture, add_statement
from triage.crises.rules import Doubt
from triage.library.nearby import items_near, today_in
from triage.mail import About, Place
from triage.repository import PIN, STATEMENT, Answer
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import crises as words
from triage.words import recalls as recall_words
from triage.words.crises import State
from triage.words.proofs import needs_protection, pictures_of
from triage.words.voice import Reply
from workspaces.models import Product

_MOST_AGAIN = 1
"""How often a new time is named for proof that did not come."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Writes what belongs to a statement into a Change."""

    tools: Tools

    async def state(
        self,
        connection: AsyncConnection,
        crisis: Crisis,
        community: CommunityWatch,
        product: Product,
        doubts: Sequence[Doubt],
    ) -> State:
        """Return what there is to say now: by what was asked, what is on file, and what was taken back."""
        recall = community.workspace.recalls.get(product.id)
        if recall is not None:
            told = recall_words.note(self.tools.voice_in(community), recall)
            return State(asked(doubts), note=crisis.note, recalled=told)
        near = await items_near(self.tools, community.workspace, product)
        reasons, today = asked(doubts), today_in(self.tools, community.workspace)
        shown = choose(
            near, product=product, reasons=(*(each for each in reasons if each != PROOF), PLAIN), today=today
        )
        wanted = tuple(each for each in reasons if each not in ANY_SUFFICES and each != PROOF) or (PLAIN,)
        missing = tuple(kind.value for kind in choose(near, product=product, reasons=wanted, today=today).missing)
        retired = await self._retired(connection, crisis, shown.items, {item.id for item in near})
        due_at = self._due(crisis, community, product) if missing else None
        return State(reasons, shown.items, missing, retired, due_at, crisis.misses, crisis.note)

    def _due(self, crisis: Crisis, community: CommunityWatch, product: Product) -> datetime | None:
        """Return by when what is missing is there or spoken of: as said before, as asked for, else by the rule."""
        if crisis.promised_at is not None or crisis.misses > _MOST_AGAIN or not crisis.is_open:
            return crisis.promised_at
        now, request = self.tools.clock(), community.workspace.requests.get(product.id)
        if request is not None and request.due_at > now:
            return request.due_at
        return community.workspace.timetable.promised(now, evidence=True)

    async def _retired(
        self, connection: AsyncConnection, crisis: Crisis, shown: Iterable[Evidence], valid: set[Any]
    ) -> tuple[str, ...]:
        """Return the kinds of what was shown and is no longer so, unless something of that kind is on file again."""
        gone = [each for each in crisis.evidence_ids if each not in valid]
        items = [await find_evidence(connection, crisis.workspace_id, each) for each in gone]
        again: set[EvidenceKind] = {item.kind for item in shown}
        return tuple(dict.fromkeys(item.kind.value for item in items if item is not None and item.kind not in again))

    def post(self, change: Change, crisis: Crisis, community: CommunityWatch, product: Product, state: State) -> Crisis:
        """Post the statement, its pictures under it, and pin it without a sound; return the crisis as it is then."""
        voice = self.tools.voice_in(community)
        place, about = Place(community.community.chat_id, None, crisis.thread_id), self._about(crisis)
        posted = replace(crisis, posted_at=self.tools.clock(), promised_at=state.due_at, waits="")
        reply = words.statement(voice, posted, product, state, updated_at=None)
        row = self.tools.mail.in_thread(change, community, place, reply, about, under_album=Words(""), is_owed=True)
        posted = replace(posted, statement_id=row, said=words.said(voice, posted, state), evidence_ids=_ids(state))
        shown = self._show(change, posted, community, state.on_file, is_new=False)
        pin = self._call(change, posted, community, "pinChatMessage", PIN, disable_notification=True)
        answer = self._answer(change, posted, community)
        change.after.append(lambda: community.statements.update({product.id: answer.id}))
        return replace(posted, pictures=shown, pin_id=pin, answer_id=answer.id)

    async def rewrite(
        self,
        connection: AsyncConnection,
        change: Change,
        crisis: Crisis,
        community: CommunityWatch,
        product: Product,
        state: State,
    ) -> Crisis:
        """Bring a posted statement up to date: its words, pictures that no longer count, pictures that came."""
        voice, now = self.tools.voice_in(community), self.tools.clock()
        due = replace(crisis, promised_at=state.due_at)
        reply = words.statement(voice, due, product, state, updated_at=now)
        if crisis.statement_id is not None:
            place = Place(community.community.chat_id)
            self.tools.mail.reword(change, place, crisis.statement_id, reply, self._about(crisis))
        kept, gone = _sorted_out(crisis.pictures, state.on_file)
        await self._take_away(connection, change, crisis, community, gone)
        there = {(each.evidence_id, each.sha256) for each in kept}
        fresh = [_without(item, {sha for known, sha in there if known == item.id}) for item in state.on_file]
        shown = self._show(change, crisis, community, [item for item in fresh if item.files], is_new=True)
        known = tuple(dict.fromkeys((*crisis.evidence_ids, *_ids(state))))
        said = words.said(voice, due, state)
        return replace(due, said=said, evidence_ids=known, pictures=(*kept, *shown), updates=crisis.updates + 1)

    async def unpin(
        self, connection: AsyncConnection, change: Change, crisis: Crisis, community: CommunityWatch
    ) -> None:
        """Take the statement off the pin, if it is there; it stays where it stands."""
        if crisis.pin_id is not None and await is_sent(connection, crisis.pin_id):
            self._call(change, crisis, community, "unpinChatMessage", PIN)

    def _show(
        self, change: Change, crisis: Crisis, community: CommunityWatch, items: Sequence[Evidence], *, is_new: bool
    ) -> tuple[Picture, ...]:
        """Post pictures under the statement: photos as one album, papers as another."""
        chosen = pictures_of([item for item in items if item.files])
        voice, posted = self.tools.voice_in(community), list[Picture]()
        for is_photo in (True, False):
            files = tuple(file for file in chosen if file.is_picture is is_photo)
            if not files:
                continue
            own = [item for item in items if set(item.files) & set(files)]
            reply = Reply(words.pictures(voice, own, is_new=is_new), (), files, needs_protection(own))
            row = self._under(change, crisis, community, reply)
            posted += [Picture(_owner(own, file).id, file.sha256, row, place) for place, file in enumerate(files)]
        return tuple(posted)

    def _under(self, change: Change, crisis: Crisis, community: CommunityWatch, reply: Reply) -> OutgoingId:
        place = Place(community.community.chat_id, None, crisis.thread_id)
        return self.tools.mail.in_thread(
            change,
            community,
            place,
            reply,
            self._about(crisis),
            under_album=Words(""),
            instead_of=crisis.statement_id,
        )

    async def _take_away(
        self,
        connection: AsyncConnection,
        change: Change,
        crisis: Crisis,
        community: CommunityWatch,
        gone: Sequence[Picture],
    ) -> None:
        """Delete pictures that no longer count from under the statement."""
        sent = await sent_messages(connection, {each.outgoing_id for each in gone}) if gone else {}
        for each in gone:
            _, _, ids = sent.get(each.outgoing_id, ("", 0, []))
            if each.place < len(ids):
                self._call(change, crisis, community, "deleteMessage", STATEMENT, message_id=ids[each.place])

    def _answer(self, change: Change, crisis: Crisis, community: CommunityWatch) -> Answer:
        """The statement is a full answer to whatever is asked about the product, but that proof itself is doubted."""
        answer = Answer(
            id=self.tools.new_id(),
            workspace_id=crisis.workspace_id,
            community_id=crisis.community_id,
            concern_id=None,
            product_id=crisis.product_id,
            kind=STATEMENT,
            reasons=tuple(reason for reason in REASONS if reason != PROOF),
            evidence_ids=crisis.evidence_ids,
            outgoing_id=crisis.statement_id,
            at=self.tools.clock(),
        )
        add_statement(change, answer)
        change.after.append(lambda: community.answers.append(answer))
        return answer

    def _call(
        self, change: Change, crisis: Crisis, community: CommunityWatch, method: str, purpose: str, **payload: Any
    ) -> OutgoingId:
        call = Outgoing(
            id=OutgoingId(self.tools.new_id()),
            chat_id=community.community.chat_id,
            method=method,
            payload={"message_id": f"outgoing:{crisis.statement_id}", **payload},
            purpose=purpose,
            created_at=self.tools.clock(),
            workspace_id=crisis.workspace_id,
            urgency=Urgency.STAFF,
            after=crisis.statement_id if purpose == PIN else None,
            not_before=community.community.held_until(self.tools.clock()),
        )
        owe(change, call)
        return call.id

    def _about(self, crisis: Crisis) -> About:
        return About(STATEMENT, crisis.workspace_id)


def asked(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    """Return what was asked about, what most asked first; threats are no question."""
    counts = Counter(reason for doubt in doubts for reason in doubt.reasons if reason in REASONS)
    return tuple(reason for reason, _ in counts.most_common()) or (PLAIN,)


def next_promise(crisis: Crisis, community: CommunityWatch, now: datetime) -> datetime | None:
    """Return the next time to name for proof that did not come; None: it was named often enough."""
    return community.workspace.timetable.promised(now, evidence=True) if crisis.misses < _MOST_AGAIN else None


async def is_sent(connection: AsyncConnection, row: OutgoingId) -> bool:
    """Whether a call was made, and not refused."""
    state, *_ = (await sent_messages(connection, [row])).get(row, ("",))
    return state == "sent"


def _ids(state: State) -> tuple[Any, ...]:
    return tuple(item.id for item in state.on_file)


def _sorted_out(pictures: Iterable[Picture], items: Sequence[Evidence]) -> tuple[list[Picture], list[Picture]]:
    """Return the pictures that still count, and the others."""
    counting = {(item.id, file.sha256) for item in items for file in item.files}
    kept, gone = list[Picture](), list[Picture]()
    for each in pictures:
        (kept if (each.evidence_id, each.sha256) in counting else gone).append(each)
    return kept, gone


def _without(item: Evidence, shas: set[str]) -> Evidence:
    """Return an item without the files that are shown already; one that is shown brings no further pages."""
    return replace(item, files=() if shas else item.files)


def _owner(items: Sequence[Evidence], file: EvidenceFile) -> Evidence:
    return next(item for item in items if file in item.files)
