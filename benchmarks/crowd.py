"""What the members of all communities say: updates as Telegram encodes them."""

from __future__ import annotations

import json
import random
import statistics
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.chatter import complaint, doubt, small_talk
from benchmarks.world import COMMUNITIES_EACH, WORKSPACES, Post, all_posts, chat_of, owner_of
from detection.detector import detect
from detection.finding import Kind

CHATS = WORKSPACES * COMMUNITIES_EACH
_FAMILY = "王李张刘陈杨赵黄周吴徐孙"
_GIVEN = ("小雨", "大海", "阿宁", "豆豆", "晓梅", "子涵", "建国", "思思", "乐乐", "安安")
_FIRST_MESSAGE = 100_000


@dataclass(frozen=True, slots=True)
class Load:
    """Updates in order, and which messages among them are concerns."""

    updates: list[bytes]
    message_ids: list[int]
    texts: list[str]
    doubts: frozenset[int]
    complaints: frozenset[int]

    @property
    def concerns(self) -> frozenset[int]:
        """The message ids that must be answered."""
        return self.doubts | self.complaints

    @property
    def mean_bytes(self) -> float:
        """The mean size of an update."""
        return statistics.mean(map(len, self.updates))

    @property
    def median_characters(self) -> float:
        """The median length of a text."""
        return statistics.median(map(len, self.texts))


class Crowd:
    """Says things in all communities. Message ids are unique; every concern comes from a member of its own."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._next = 0
        self._posts: list[Post] = all_posts()
        self._spoken = 0

    def load(self, updates: int, concern_share: float) -> Load:
        """Return ``updates`` in a random order; half of the concerns are doubts, the others complaints."""
        wanted = round(updates * concern_share)
        kinds = ["doubt"] * ((wanted + 1) // 2) + ["complaint"] * (wanted // 2) + ["talk"] * (updates - wanted)
        self._chance.shuffle(kinds)
        said = [(kind, *self._say(kind)) for kind in kinds]
        return Load(
            updates=[body for _, _, body, _ in said],
            message_ids=[message_id for _, message_id, _, _ in said],
            texts=[text for _, _, _, text in said],
            doubts=frozenset(message_id for kind, message_id, _, _ in said if kind == "doubt"),
            complaints=frozenset(message_id for kind, message_id, _, _ in said if kind == "complaint"),
        )

    def _say(self, kind: str) -> tuple[int, bytes, str]:
        self._next += 1
        message_id = _FIRST_MESSAGE + self._next
        chat, text, replied = self._content(kind)
        member = 1_000_000 + (self._chance.randrange(20_000) if kind == "talk" else 100_000 + self._next)
        message = {
            "message_id": message_id,
            "from": self._user(member),
            "chat": _chat(chat),
            "date": int(time.time()),
            **({} if replied is None else {"reply_to_message": replied}),
            "text": text,
        }
        update = {"update_id": 300_000_000 + self._next, "message": message}
        return message_id, json.dumps(update, separators=(",", ":")).encode(), text

    def _content(self, kind: str) -> tuple[int, str, dict[str, Any] | None]:
        """Return chat, text and the message replied to."""
        if kind == "talk":
            chat = chat_of(self._chance.randrange(CHATS))
            replied = self._earlier(chat) if self._chance.random() < 0.2 else None
            return chat, self._small_talk(), replied
        number, self._spoken = self._spoken, self._spoken + 1
        post = self._posts[number % len(self._posts)]
        if kind == "complaint":
            return post.chat_id, complaint(number, post.product), None
        return post.chat_id, doubt(number), self._promotion(post)

    def _small_talk(self) -> str:
        """Return what leads to nothing: where the detector would see a concern, something else is said."""
        while _is_concern(text := small_talk(self._chance)):
            pass
        return text

    def _earlier(self, chat: int) -> dict[str, Any]:
        return {
            "message_id": self._chance.randrange(1_000, 90_000),
            "from": self._user(1_000_000 + self._chance.randrange(20_000)),
            "chat": _chat(chat),
            "date": int(time.time()) - 60,
            "text": small_talk(self._chance),
        }

    def _promotion(self, post: Post) -> dict[str, Any]:
        owner = owner_of(-1_001_000_000_000 - post.chat_id)
        return {
            "message_id": post.message_id,
            "from": {"id": owner, "is_bot": False, "first_name": "掌柜", "language_code": "zh-hans"},
            "chat": _chat(post.chat_id),
            "date": int(time.time()) - 6 * 3600,
            "text": f"【限时】{post.product} 券后包邮,手慢无",
        }

    def _user(self, user_id: int) -> dict[str, Any]:
        name = _FAMILY[user_id % len(_FAMILY)] + _GIVEN[user_id % len(_GIVEN)]
        return {
            "id": user_id,
            "is_bot": False,
            "first_name": name,
            **({"last_name": "(杭州)"} if user_id % 3 == 0 else {}),
            "username": f"member_{user_id}",
            "language_code": "zh-hans",
        }


@cache
def _is_concern(text: str) -> bool:
    finding = detect(text)
    return finding is not None and finding.kind is not Kind.PRAISE


def _chat(chat_id: int) -> dict[str, Any]:
    number = -1_001_000_000_000 - chat_id
    return {"id": chat_id, "title": f"防晒护肤福利群{number}", "username": f"fuli_{number}", "type": "supergroup"}
