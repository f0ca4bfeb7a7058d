"""A threat from the first word to the dossier, and a rule's draft to the member, through Telegram's doors."""

from __future__ import annotations

import io
import zipfile

from tests.flow.village import Village, picture

EXPOSE = "赔我500,不然我就发差评,到处曝光你们"


async def test_a_threat_is_marked_by_a_tap_and_the_owner_takes_the_dossier(village: Village) -> None:
    await village.add_product()
    await village.promote()
    said = village.world.say(village.group, village.member, EXPOSE)
    line = await village.answered(said, "收到,已转负责人")
    assert len(line.words.splitlines()) == 1
    alert = await village.heard("要你确认", by=village.owner)
    assert "还缺:订单号" in alert.words
    village.world.tell(village.owner, "/dossier 1001")
    await village.heard("还没标为威胁", by=village.owner)
    await village.pressed(village.owner, alert, "标为威胁")
    await village.heard("按字留证", by=village.owner)
    private = village.world.private(village.owner)
    village.world.send_photo(private, village.owner, picture(3), caption="/keep 1001 平台聊天截图")
    await village.heard("#1001 收进留证了", by=village.owner)
    await village.pass_time(seconds=5)
    village.world.tell(village.owner, "/ticket 1001")
    card = await village.heard("#1001 处理中", by=village.owner)
    assert "金额「500」" in card.words
    assert "还缺:订单号" in card.words
    await village.pressed(village.owner, card, "维权材料")
    sent = await village.heard("#1001 维权材料", by=village.owner)
    assert sent.document is not None
    archive = zipfile.ZipFile(io.BytesIO(sent.document.data))
    page = archive.read("dossier-1001/timeline.html").decode()
    assert EXPOSE in page
    assert "平台聊天截图" in page
    assert archive.testzip() is None
    assert village.books.count("audit", "action = 'dossier.taken'") == 1


async def test_a_member_is_sent_no_dossier(village: Village) -> None:
    said = village.world.say(village.group, village.member, EXPOSE)
    await village.answered(said, "收到,已转负责人")
    village.world.start(village.member)
    village.world.tell(village.member, "/dossier 1001")
    refusal = await village.heard("命令", by=village.member)
    assert refusal.document is None
