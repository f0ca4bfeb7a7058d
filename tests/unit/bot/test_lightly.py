"""aiogram's models are built when they are used, and read the same as if all had been built at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from aiogram.types import Update

ROOT = Path(__file__).parents[3]
CHAT = {"id": -1001, "type": "supergroup", "title": "防晒福利群", "is_forum": True}
ANNA = {"id": 5, "is_bot": False, "first_name": "安娜", "language_code": "zh-hans"}
WORDS = {"message_id": 7, "date": 1_795_000_000, "chat": CHAT, "from": ANNA, "text": "是正品吗"}
PHOTO = {"file_id": "AgAC", "file_unique_id": "AQAD", "width": 90, "height": 90, "file_size": 1200}
BUTTON = {"text": "已检查,发布", "callback_data": "publish:1"}
LEFT, JOINED = {"status": "left", "user": ANNA}, {"status": "member", "user": ANNA}
CHANGE = {"chat": CHAT, "from": ANNA, "date": 1_795_000_000, "old_chat_member": LEFT, "new_chat_member": JOINED}
UPDATES: list[dict[str, Any]] = [
    {"update_id": 1, "message": {**WORDS, "reply_to_message": WORDS, "message_thread_id": 3}},
    {"update_id": 2, "message": {**WORDS, "text": None, "photo": [PHOTO], "caption": "吊牌", "media_group_id": "1"}},
    {"update_id": 3, "edited_message": {**WORDS, "edit_date": 1_795_000_009, "entities": []}},
    {
        "update_id": 4,
        "callback_query": {
            "id": "9",
            "from": ANNA,
            "chat_instance": "1",
            "data": "publish:1",
            "message": {**WORDS, "reply_markup": {"inline_keyboard": [[BUTTON]]}},
        },
    },
    {"update_id": 5, "my_chat_member": CHANGE},
    {"update_id": 6, "chat_member": CHANGE},
]
_LIGHTLY = """
import json, sys
from bot.lightly import import_aiogram
import_aiogram()
import aiogram.types
from pydantic import BaseModel
from aiogram.types import Update
def models(package):
    found = (getattr(package, name) for name in package.__all__)
    return [each for each in found if isinstance(each, type) and issubclass(each, BaseModel)]
built = sum(each.__pydantic_complete__ for each in models(aiogram.types))
dumps = [Update.model_validate(each).model_dump_json() for each in json.load(sys.stdin)]
unbuildable = [each.__name__ for each in models(aiogram.types) if each.model_rebuild() is False]
print(json.dumps({"built": built, "dumps": dumps, "unbuildable": unbuildable}))
"""


def test_models_that_are_built_when_used_read_as_all_do() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIGHTLY],
        input=json.dumps(UPDATES),
        capture_output=True,
        cwd=ROOT,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["built"] == 0
    assert found["unbuildable"] == []
    assert found["dumps"] == [Update.model_validate(each).model_dump_json() for each in UPDATES]
