"""Whatever button is pressed, by whomever: it is acknowledged, and at the median within 300 ms."""

from __future__ import annotations

import time
from statistics import median

from playground.emulator import Message, User
from playground.emulator.world.messages import Button
from tests.flow.village import Village

WITHIN_SECONDS = 0.3
BEYOND_COUNT = 12


class Presses:
    """Presses buttons and notes how long each took to be acknowledged."""

    def __init__(self, village: Village) -> None:
        self.village, self.seconds = village, list[float]()

    async def press(self, user: User, message: Message, button: str) -> str:
        """Press one and return what it shows."""
        began = time.monotonic()
        answer = await self.village.pressed(user, message, button)
        self.seconds.append(time.monotonic() - began)
        await self.village.settled()
        return answer.text

    async def all_of(self, user: User, message: Message, *, but: tuple[str, ...] = ()) -> None:
        """Press every button that a message shows, from the last to the first, as long as it shows it."""
        for label in reversed([button.text for button in message.buttons]):
            if label not in but and label in [button.text for button in message.buttons]:
                await self.press(user, message, label)


async def test_every_button_is_acknowledged_in_time(village: Village) -> None:
    presses, owner, an, bo = Presses(village), village.owner, village.member, village.other
    await village.prepare()
    doubt = village.world.say(village.group, an, "19块9还包邮,肯定是假的")
    answer = await village.answered(doubt)
    await presses.all_of(bo, answer)
    await presses.all_of(an, answer)
    doudou = village.add_member("豆豆")
    complaint = village.world.say(village.group, doudou, "快递都五天了还停在上海,一动不动")
    receipt = await village.answered(complaint)
    await presses.all_of(an, receipt, but=("补充信息",))  # somebody else's
    await presses.press(doudou, receipt, "查进度")
    village.world.tell(owner, "/settings")
    panel = await village.heard("的设置", by=owner)
    await presses.press(owner, panel, "各群模式")
    await presses.press(owner, panel, "防晒福利群")
    await presses.press(owner, panel, "English")
    notice = await village.heard("新售后单", by=owner)
    await presses.all_of(owner, notice, but=("误报",))
    assert len(presses.seconds) >= BEYOND_COUNT
    assert median(presses.seconds) <= WITHIN_SECONDS, sorted(presses.seconds)


async def test_a_pressed_button_that_is_forged_or_old_only_says_so(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "19块9还包邮,肯定是假的")
    answer = await village.answered(doubt)
    await village.settled()
    rows = village.books.rows()
    for data in (
        "d:delete:1:5",
        "d:delete:99999999999",
        "c:register:1",
        "v:keep:1",
        "g:trial:1",
        "g:speak:0:xx",
        "zzz",
    ):
        forged = Button("伪造", data)
        shown = await village.world.press(village.other, answer, forged).answered(8)
        assert shown.text
    await village.settled()
    assert village.books.rows() == rows
