"""Drafts without a doubt vanish after a week; whatever somebody asked about or filed stays."""

from __future__ import annotations

import pytest

from core.database import Database
from tests.storage.world import AN, OWNER, World, build_world
from triage.library.fading import ForgetDrafts
from workspaces.repository import ProductRow, PromotionRow


async def drafted(database: Database) -> World:
    world = await build_world(database)
    await world.says(OWNER, "新品沐浴露 券后9.9 包邮 https://s.click.taobao.com/new")
    return world


async def names(world: World) -> set[str]:
    return {row["name"] for row in await world.rows(ProductRow)}


async def test_a_draft_that_nobody_asked_about_vanishes_with_its_promotion(database: Database) -> None:
    world = await drafted(database)
    (draft,) = [row for row in await world.rows(ProductRow) if row["state"] == "draft"]
    world.clock.forward(days=6, hours=23)
    assert await ForgetDrafts(world.tools)() == 0
    world.clock.forward(hours=2)
    assert await ForgetDrafts(world.tools)() == 1
    assert draft["name"] not in await names(world)
    assert await world.rows(PromotionRow, product_id=draft["id"]) == []
    assert draft["id"] not in world.mine.products
    assert all(item.product_id != draft["id"] for item in world.home.promotions)
    assert "防晒喷雾" in await names(world)


@pytest.mark.parametrize("why", ["it was doubted", "it was promoted again"])
async def test_a_draft_with_a_reason_to_stay_stays(database: Database, why: str) -> None:
    world = await drafted(database)
    if why == "it was doubted":
        (post,) = [item for item in world.home.promotions if item.product_id not in (111, 112)]
        await world.says(AN, "这个是正品吗?感觉像假的", reply_to=post.message_id)
    world.clock.forward(days=5)
    if why == "it was promoted again":
        await world.says(OWNER, "新品沐浴露 券后9.9 包邮 https://s.click.taobao.com/new")
    world.clock.forward(days=3)
    assert await ForgetDrafts(world.tools)() == 0
