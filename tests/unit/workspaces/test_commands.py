"""What follows /product."""

from __future__ import annotations

import pytest

from workspaces.commands import ProductCommand, parse_product
from workspaces.problems import Problem


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("防晒喷雾", ProductCommand("防晒喷雾")),
        ("防晒喷雾 | 喷雾,小蓝瓶 | 沐澜", ProductCommand("防晒喷雾", ("喷雾", "小蓝瓶"), "沐澜")),
        ("防晒喷雾｜喷雾、小蓝瓶，蓝瓶｜沐澜", ProductCommand("防晒喷雾", ("喷雾", "小蓝瓶", "蓝瓶"), "沐澜")),
        ("防晒喷雾 | | 沐澜", ProductCommand("防晒喷雾", (), "沐澜")),
        ("防晒喷雾 |", ProductCommand("防晒喷雾", ())),
        ("防晒喷雾 | 喷雾 |", ProductCommand("防晒喷雾", ("喷雾",), "")),
        ("「Nova  Buds」 | nova", ProductCommand("Nova Buds", ("nova",))),
        ("防晒喷雾 | 防曬噴霧, 喷雾, 喷雾,, 噴霧", ProductCommand("防晒喷雾", ("喷雾",))),
        ("面膜 | 发货 48", ProductCommand("面膜", dispatch_hours=48)),
        ("面膜 | 发货:2天 | 类目 生鲜", ProductCommand("面膜", dispatch_hours=48, category="生鲜")),
        (
            "面膜 | 贴片 | 沐澜 | 店铺 沐澜旗舰店 | 快递 顺丰 | 发货 72小时",
            ProductCommand("面膜", ("贴片",), "沐澜", dispatch_hours=72, shop="沐澜旗舰店", courier="顺丰"),
        ),
        ("发货神器 | 神器", ProductCommand("发货神器", ("神器",))),
        ("防晒\u200b喷雾\n| 喷雾", ProductCommand("防晒 喷雾", ("喷雾",))),
    ],
)
def test_product_is_read(arguments: str, meant: ProductCommand) -> None:
    assert parse_product(arguments) == meant


@pytest.mark.parametrize(
    ("arguments", "key", "variables"),
    [
        ("", "problem-product-name-missing", {}),
        (" | 喷雾", "problem-product-name-missing", {}),
        ("??? | 喷雾", "problem-product-name-missing", {}),
        ("a|b|c|d", "problem-product-too-many-parts", {"count": "4"}),
        ("长" * 61, "problem-product-name-too-long", {"name": "长" * 59 + "…", "limit": "60"}),
        ("茶 | 发货 很快", "problem-product-dispatch", {"typed": "很快", "limit": "720"}),
        ("茶 | 发货 0", "problem-product-dispatch", {"typed": "0", "limit": "720"}),
        ("茶 | 发货 99天", "problem-product-dispatch", {"typed": "99天", "limit": "720"}),
        ("茶 | 喷雾,雾", "problem-alias-too-short", {"alias": "雾"}),
        ("茶 | " + "长" * 31, "problem-alias-too-long", {"alias": "长" * 29 + "…", "limit": "30"}),
        ("茶 | " + ",".join(f"茶叶{n}" for n in range(13)), "problem-too-many-aliases", {"count": "13", "limit": "12"}),
        ("茶 | 茶叶 | " + "牌" * 31, "problem-brand-too-long", {"brand": "牌" * 29 + "…", "limit": "30"}),
    ],
)
def test_product_is_refused_with_what_was_wrong(arguments: str, key: str, variables: dict[str, str]) -> None:
    assert parse_product(arguments) == Problem(key, variables)
