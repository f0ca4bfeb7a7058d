"""What an older Bot API server does not say yet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import ChatMemberAdministrator
from pydantic import ValidationError

from bot.models import read_update

BOT = Bot("42:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi")
ME = {"id": 42, "is_bot": True, "first_name": "有据"}
OWNER = {"id": 1, "is_bot": False, "first_name": "掌柜"}


def _promotion(**rights: Any) -> str:
    change = {
        "chat": {"id": -1001, "type": "supergroup", "title": "防晒福利群"},
        "from": OWNER,
        "date": 1_795_000_000,
        "old_chat_member": {"status": "left", "user": ME},
        "new_chat_member": {"status": "administrator", "user": ME, **rights},
    }
    return json.dumps({"update_id": 7, "my_chat_member": change})


def test_rights_that_the_server_does_not_know_are_not_granted() -> None:
    update = read_update(_promotion(can_delete_messages=True), BOT)
    assert update.my_chat_member is not None
    member = update.my_chat_member.new_chat_member
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_delete_messages
    assert not member.can_pin_messages
    assert not member.can_be_edited


def test_an_update_that_lacks_more_than_rights_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_update(json.dumps({"update_id": 7, "callback_query": {"id": "1", "from": OWNER}}), BOT)


def test_a_wrong_right_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_update(_promotion(can_delete_messages="perhaps"), BOT)
