"""Products, promotions, evidence and forms as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import StorageKey

from bot.forms import Forms
from core.change import Change
from core.database import Database
from core.errors import ConflictError, SayableError
from core.ids import EvidenceId, ProductId, PromotionId
from core.writer import Writer
from evidence.candidates import candidates_for, count_published
from evidence.models import EvidenceFile, EvidenceKind, EvidenceState, Scope
from evidence.shelf import PUBLISH, RETIRE, add_evidence, find_evidence
from mailbox.forms import FormRow
from tests.storage.world import (
    ADMIN,
    CHAT,
    HOME,
    LETTER,
    LIAISON,
    MINE,
    OWNER,
    POST,
    ROUTE,
    SPRAY,
    STRANGER,
    THEIRS,
    World,
    build_world,
    proof,
)
from triage.library.products import KeepProducts
from workspaces.models import Product, ProductState, Promotion
from workspaces.repository import ProductRow, PromotionRow, add_product, add_promotion

SPRAY_AS_SOLD, TODAY = Product(SPRAY, MINE, "防晒喷雾"), date(2026, 11, 22)


async def commit(database: Database, change: Change) -> None:
    await Writer(database).commit(change)


async def draft(world: World, name: str = "北欧风台灯") -> Product:
    product, change = Product(ProductId(300), MINE, name, state=ProductState.DRAFT), Change()
    add_product(change, product, world.clock.now)
    await world.keep(change)
    return product


async def test_a_name_is_one_product_in_a_workspace_and_another_s_elsewhere(database: Database) -> None:
    world = await build_world(database)
    change = Change()
    add_product(change, Product(ProductId(301), THEIRS, "防晒喷雾"), world.clock.now)
    await commit(database, change)
    change = Change()
    add_product(change, Product(ProductId(302), MINE, "防晒喷雾"), world.clock.now)
    with pytest.raises(ConflictError):
        await commit(database, change)


async def test_a_post_is_one_promotion(database: Database) -> None:
    world = await build_world(database)
    change = Change()
    add_promotion(change, Promotion(PromotionId(9), MINE, HOME, SPRAY, CHAT, POST, None, None, world.clock.now))
    with pytest.raises(ConflictError):
        await commit(database, change)


async def test_a_product_line_adds_changes_and_is_remembered(database: Database) -> None:
    world = await build_world(database)
    keep = KeepProducts(world.tools)
    await keep(world.mine, "蒸汽眼罩 | 眼罩,热敷眼罩 | 花王", by=ADMIN)
    await keep(world.mine, "蒸汽眼罩 | 眼罩", by=ADMIN)
    (row,) = await world.rows(ProductRow, name="蒸汽眼罩")
    assert (row["aliases"], row["brand"]) == (["眼罩"], "花王")
    assert world.mine.products[ProductId(row["id"])].brand == "花王"
    with pytest.raises(SayableError):
        await keep(world.mine, " | x", by=ADMIN)


async def test_a_merged_draft_hands_its_promotions_and_its_name_over(database: Database) -> None:
    world = await build_world(database)
    product, change = await draft(world), Change()
    add_promotion(change, Promotion(PromotionId(9), MINE, HOME, product.id, CHAT, 77, None, None, world.clock.now))
    await commit(database, change)
    await KeepProducts(world.tools).merge(product.id, SPRAY, by=OWNER)
    assert [row["product_id"] for row in await world.rows(PromotionRow, message_id=77)] == [SPRAY]
    assert product.name in world.mine.products[SPRAY].aliases
    await world.says(LIAISON, "【北欧风台灯】到手价 39 元 https://s.click.taobao.com/xyz")
    assert world.home.promotions[0].product_id == SPRAY


@pytest.mark.parametrize("who", [LIAISON, STRANGER])
async def test_only_who_keeps_products_decides_about_drafts(database: Database, who: int) -> None:
    world = await build_world(database)
    product, keep = await draft(world), KeepProducts(world.tools)
    with pytest.raises(SayableError, match="staff-only"):
        await keep.confirm(product.id, by=who)  # type: ignore[arg-type]
    await keep.confirm(product.id, by=OWNER)
    with pytest.raises(SayableError, match="old"):
        await keep.merge(product.id, SPRAY, by=OWNER)


async def test_two_posts_whose_long_titles_begin_alike_are_both_kept(database: Database) -> None:
    world = await build_world(database)
    title = "超柔全棉四件套床上用品简约北欧风格纯色水洗棉被套床单床笠学生宿舍三件套春夏秋冬四季通用"
    for number, ending in enumerate(("灰色升级加厚款式新品上市", "蓝色轻薄透气凉感款式首发")):
        await world.says(LIAISON, f"【{title}{ending}】到手价 9{number} 元 https://s.click.taobao.com/a{number}")
    assert len(await world.rows(PromotionRow)) == 4


async def test_evidence_comes_back_with_its_files(database: Database) -> None:
    world = await build_world(database)
    file = EvidenceFile("a" * 64, "image/jpeg", 1000, 10, 20, "ff")
    item = proof(950, EvidenceKind.LOGISTICS, files=(file,), issuer="快递", shop="旗舰店", self_check="官网查")
    change = Change()
    add_evidence(change, item)
    await commit(database, change)
    async with database.read() as connection:
        assert await find_evidence(connection, MINE, item.id) == item
        assert await find_evidence(connection, THEIRS, item.id) is None
    assert world.mine.shelf_count == 0


async def test_what_is_published_and_speaks_for_the_product_could_be_shown(database: Database) -> None:
    world = await build_world(database, LETTER, replace(ROUTE, published_at=LETTER.published_at))
    newer = proof(903, EvidenceKind.CHANNEL, published_at=world.clock.now)
    theirs = proof(904, EvidenceKind.CHANNEL, workspace_id=THEIRS, scope=Scope.WORKSPACE, product_id=None)
    gone, waiting = (
        proof(905, EvidenceKind.CHANNEL, state=EvidenceState.RETIRED),
        proof(906, EvidenceKind.CHANNEL, state=EvidenceState.DRAFT, published_at=None),
    )
    change = Change()
    for item in (newer, theirs, gone, waiting):
        add_evidence(change, item)
    await commit(database, change)
    async with database.read() as connection:
        assert {item.id for item in await candidates_for(connection, SPRAY_AS_SOLD, TODAY)} == {901, 902, 903}
        assert await count_published(connection, MINE) == 3
        assert await count_published(connection, THEIRS) == 1


async def test_a_draft_is_published_once_and_a_retired_item_never_again(database: Database) -> None:
    world = await build_world(database, proof(906, EvidenceKind.CHANNEL, state=EvidenceState.DRAFT, published_at=None))
    publish, retire = Change(), Change()
    publish.amend(PUBLISH, the_evidence=EvidenceId(906), at=world.clock.now)
    retire.amend(RETIRE, the_evidence=EvidenceId(906))
    await commit(database, publish)
    with pytest.raises(ConflictError):
        await commit(database, publish)
    await commit(database, retire)
    for change in (publish, retire):
        with pytest.raises(ConflictError):
            await commit(database, change)


async def test_a_form_survives_a_restart_and_is_gone_when_it_is_left(database: Database) -> None:
    world = await build_world(database)
    key, other = StorageKey(7, 11, 11), StorageKey(7, 11, 12)
    forms = Forms(database, world.clock)
    assert (await forms.get_state(key), await forms.get_data(key)) == (None, {})
    await forms.set_data(key, {"ticket": 5, "字": "中"})
    await forms.set_state(key, State("adding"))
    await forms.set_state(other, "else")
    again = Forms(database, world.clock)
    assert await again.get_data(key) == {"ticket": 5, "字": "中"}
    assert await again.get_state(key) == "@:adding"
    await again.set_state(key, None)
    assert await again.get_data(key) == {"ticket": 5, "字": "中"}
    await again.set_data(key, {})
    assert [row["user_id"] for row in await world.rows(FormRow)] == [12]


async def test_a_form_joins_the_transaction_that_is_open(database: Database) -> None:
    world = await build_world(database)
    forms, key = Forms(database, world.clock), StorageKey(7, 11, 11)

    async def fill_and_fail() -> None:
        async with database.transaction():
            await forms.set_state(key, "adding")
            assert await forms.get_state(key) == "adding"
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await fill_and_fail()
    assert await forms.get_state(key) is None
    assert world.clock.now + timedelta() == world.clock.now
