"""What is private in recognised text: span by span, in many hands' ways of writing it."""

from __future__ import annotations

import pytest

from evidence.reading.lines import Quad, line_of
from evidence.reading.private import find_private
from evidence.reading.shapes import Why
from tests.unit.evidence.sheets import hidden, line, sheet

ALONE = [
    # mobiles
    ("收货人:张三丰 13812345678", ["张三丰", "13812345678"]),
    ("联系电话 138 1234 5678", ["138 1234 5678"]),
    ("手机:138-1234-5678", ["138-1234-5678"]),
    ("电话:+86 13812345678", ["+86 13812345678"]),
    ("电话 86-13812345678", ["86-13812345678"]),
    ("138****5678", ["138****5678"]),
    ("手机 138xxxx5678", ["138xxxx5678"]),
    ("虚拟号 17012345678转1234", ["17012345678转1234"]),
    ("手机尾号:5678", ["5678"]),
    ("电话:+82 10-1234-5678", ["+82 10-1234-5678"]),
    ("手機:0912-345-678", ["0912-345-678"]),
    ("号码:13812345678,请保持畅通", ["13812345678"]),
    # landlines
    ("座机:021-58881234", ["021-58881234"]),
    ("固话 (0571)8765 4321", ["(0571)8765 4321"]),
    ("电话 010-62345678转801", ["010-62345678转801"]),
    # names
    ("收件人:欧阳修", ["欧阳修"]),
    ("收件人:王女士", ["王女士"]),
    ("收件人 李*", ["李*"]),
    ("收货人:张**", ["张**"]),
    ("寄件人:李雷 电话:13900001111", ["李雷", "13900001111"]),
    ("姓名:韩梅梅", ["韩梅梅"]),
    ("寄件人:雅诗兰黛官方旗舰店", []),
    ("收件人已签收", []),
    ("签收人:本人", []),
    ("已签收,签收人是刘德", ["刘德"]),
    ("收貨人:陳小明", ["陳小明"]),
    ("Recipient: Zhang Wei", ["Zhang Wei"]),
    ("Receiver: LI NA  Tel: 13700001111", ["LI NA", "13700001111"]),
    ("Sender: Beauty Store Co., Ltd", []),
    ("联系人:王芳,职务:经理", ["王芳"]),
    ("尊敬的张三先生,您的快递已到", ["张三先生"]),
    ("Attn: Kim Min-su", ["Kim Min-su"]),
    ("TO: ZHANG SAN", ["ZHANG SAN"]),
    ("户名:张三", ["张三"]),
    ("法定代表人:张三", []),
    ("签收人: 菜鸟驿站", []),
    ("已签收,签收人凭取货码签收", []),
    ("收黄子涵19068482200", ["黄子涵", "19068482200"]),
    # couriers
    ("【上海市】派件员李强,电话:13987654321正在派件", ["李强", "13987654321"]),
    ("快递员:王师傅(13987654321)正在为您派送", ["王师傅", "13987654321"]),
    ("派件员正在派件", []),
    ("【上海张江】的赵铁柱(13987654321)正在第1次派件", ["赵铁柱", "13987654321"]),
    ("业务员:孙七 18600001111", ["孙七", "18600001111"]),
    ("配送員:陳大文 0912345678", ["陳大文", "0912345678"]),
    # addresses
    ("地址:上海市浦东新区张江路88号3栋502室", ["上海市浦东新区张江路88号3栋502室"]),
    ("收货地址 广东省深圳市南山区科技园南路12号", ["广东省深圳市南山区科技园南路12号"]),
    ("浙江省杭州市西湖区文三路478号华星时代广场A座1201室", ["浙江省杭州市西湖区文三路478号华星时代广场A座1201室"]),
    ("地址:臺北市信義區松仁路58號12樓", ["臺北市信義區松仁路58號12樓"]),
    (
        "Address: Room 502, Building 3, 88 Zhangjiang Road, Shanghai",
        ["Room 502, Building 3, 88 Zhangjiang Road, Shanghai"],
    ),
    ("已存放至幸福里小区3号楼菜鸟驿站", ["已存放至幸福里小区3号楼菜鸟驿站"]),
    ("收货地址已变更", []),
    ("上海 浦东新区 世纪大道 100 号 环球金融中心 20 楼", ["世纪大道 100 号 环球金融中心 20 楼"]),
    ("门牌号:3栋502", ["3栋502"]),
    # numbers
    ("身份证号:110101199003078888", ["110101199003078888"]),
    ("证件 11010119900307888X", ["11010119900307888X"]),
    ("身份证号 110101********888X", ["110101********888X"]),
    ("订单编号:4021881234567890123", ["4021881234567890123"]),
    ("訂單號 202611220001", ["202611220001"]),
    ("订单号 A1234-567890", ["A1234-567890"]),
    ("4021881234567890123", ["4021881234567890123"]),
    ("Order No. 302188123456", ["302188123456"]),
    ("银行卡号:6222 0202 0001 1234 567", ["6222 0202 0001 1234 567"]),
    ("卡号 6222 **** **** 1234", ["6222 **** **** 1234"]),
    ("取件码:3-2-1234", ["3-2-1234"]),
    ("邮箱 zhang.san@example.com", ["zhang.san@example.com"]),
    ("微信号:wxid_zhangsan", ["wxid_zhangsan"]),
    ("WeChat ID: sunny_2026", ["sunny_2026"]),
    ("QQ:123456789", ["123456789"]),
]

READABLE = [
    "运单号 SF1412345678901",
    "快递单号:YT1234567890123",
    "物流单号 JT1234567890123",
    "EMS EA123456785KR",
    "运单编号:73123456789012",
    "快递单号 13812345678901",
    "单号:4312345678901",
    "Tracking No. EB123456789CN",
    "2026-11-20 14:22:08 已到达【上海浦东集散中心】",
    "11-18 首尔揽收",
    "11月21日 09:05 快件离开【广州天河转运中心】",
    "【上海市】您的快件已由本人签收,感谢使用顺丰",
    "预计11月22日送达",
    "有效期至 2026年12月31日",
    "授权期限:2026.01.01-2026.12.31",
    "授权编号:KR-2026-0118",
    "统一社会信用代码:91310115MA1K4XXX2X",
    "兹授权上海某某贸易有限公司在天猫开设旗舰店",
    "客服热线 400-811-1111",
    "统一社会信用代码:913101157654321098",
    "报关单号 220120261000123456",
    "条码 6901234567890",
    "【上海市】快件已由徐汇区漕溪营业部发出",
    "代签收:菜鸟驿站",
    "官方电话 95338",
    "实付款 ¥19.90",
    "防晒喷雾 150ml SPF50+ PA++++",
    "仁川国际机场 航班 OZ361 离境",
    "上海海关 清关完成",
    "快件已到达 韩国首尔中转站",
]


@pytest.mark.parametrize(("text", "expected"), ALONE, ids=[text for text, _ in ALONE])
def test_private_pieces_of_a_line_are_found(text: str, expected: list[str]) -> None:
    assert hidden(text) == expected


@pytest.mark.parametrize("text", READABLE)
def test_what_the_group_wants_to_see_stays_readable(text: str) -> None:
    assert hidden(text) == []


PAGES = [
    ("a value below its label", ["收货人", "张三丰", "物流公司"], ["张三丰"]),
    ("a value beside its label", [("收货人", "张三丰"), ("快递公司", "顺丰速运")], ["张三丰"]),
    ("a table with a head", [("收件人", "电话"), ("张三丰", "021-58881234")], ["张三丰", "021-58881234"]),
    (
        "an address that goes on",
        ["收货地址:上海市浦东新区张江镇", "碧波路500号3栋1201室", "订单编号:4021881234567890123"],
        ["上海市浦东新区张江镇", "碧波路500号3栋1201室", "4021881234567890123"],
    ),
    (
        "an address below its label, with states after it",
        ["收货地址", "上海市浦东新区张江路88号", "已签收", "2026-11-20 12:00:00"],
        ["上海市浦东新区张江路88号"],
    ),
    ("a name alone above a masked phone", ["张三丰", "138****5678"], ["张三丰", "138****5678"]),
    ("a name beside a phone", [("张三丰", "13812345678")], ["张三丰", "13812345678"]),
    (
        "a name before and behind",
        ["李雷 13812345678", "13912345678 韩梅梅"],
        ["李雷", "13812345678", "13912345678", "韩梅梅"],
    ),
    ("a name again", ["收货人:张三丰", "快件已由张三丰签收"], ["张三丰", "张三丰"]),
    ("a name with blanks below its label", ["收件人姓名", "王 小 明"], ["王 小 明"]),
    (
        "lines run together",
        ["收货人:张三丰13812345678地址:上海市徐汇区漕溪路12号"],
        ["张三丰", "13812345678", "上海市徐汇区漕溪路12号"],
    ),
    ("a courier's state above the phone stays", ["派送中", "快递员电话 13987654321"], ["13987654321"]),
    ("an order number below its label", ["订单编号", "2026112233445566"], ["2026112233445566"]),
    ("a label before another label has no value", ["收货人", "运单号", "SF1412345678901"], []),
]


@pytest.mark.parametrize(("rows", "expected"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES])
def test_values_stand_where_layouts_put_them(rows: list[str | tuple[str, ...]], expected: list[str]) -> None:
    assert hidden(*rows) == expected


def test_a_label_whose_value_is_hidden_takes_nothing_else() -> None:
    rows = ["收货人", "顾客", "王府井"]
    assert [each.text for each in find_private(sheet(rows), lambda _each, where: where == "below")] == []


def test_each_piece_says_what_it_is() -> None:
    found = find_private([line("收货人:张三丰 13812345678 订单号 4021881234567890123")])
    assert [each.why for each in found] == [Why.NAME, Why.MOBILE, Why.ORDER]


def test_the_place_of_a_piece_is_that_of_its_characters() -> None:
    (found,) = find_private([line("收货人:张三丰", x=0, y=0)])
    assert found.quad == ((80, 0), (140, 0), (140, 30), (80, 30))


def test_blanks_have_no_place_and_a_misread_line_is_shared_evenly() -> None:
    whole: Quad = ((0, 0), (40, 0), (40, 10), (0, 10))
    characters = [("a", whole), ("b", whole)]
    assert line_of("a b", characters, whole).quads == (whole, None, whole)
    wide: Quad = ((60, 0), (90, 0), (90, 10), (60, 10))
    assert line_of("ab", [("a", whole), ("b", wide)], whole).text == "a b"
    assert line_of("abcd", characters, whole).quads[3] == ((30, 0), (40, 0), (40, 10), (30, 10))
