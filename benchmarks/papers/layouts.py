"""How apps, waybills and letters are laid out; each function writes one page of its kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from benchmarks.papers.drawing import WAYS, Sheet
from benchmarks.papers.people import Field, Inventor


@dataclass(frozen=True, slots=True)
class Paper:
    """One page with what of it must be hidden and what is to stay."""

    name: str
    image: Image.Image
    hidden: tuple[Field, ...]
    kept: tuple[str, ...]


def courier_app(sheet: Sheet, made: Inventor) -> None:
    """A courier's own app: number, receiver in one line, the way with the courier's phone."""
    sheet.write("物流详情", size=52)
    sheet.write(f"运单号 {made.tracking()}")
    sheet.write(f"收件人:{made.name()} {made.mobile()}")
    sheet.rule()
    sheet.station("11-21 09:12", f"【上海市】派件中,派件员:{made.courier()},电话:{made.mobile()}")
    sheet.station("11-20 22:40", "【上海市】快件已到达 上海浦东集散中心")
    sheet.station("11-19 08:05", "【首尔】快件已离开 仁川国际机场")
    sheet.station("11-18 17:30", "【首尔】快件已揽收")


def shop_logistics(sheet: Sheet, made: Inventor) -> None:
    """A shopping app's page: the address block above, name and phone side by side without labels."""
    district, house = made.address()
    sheet.write("订单物流", size=52)
    sheet.write(f"{made.name()}  {made.mobile()}")
    for line in sheet.broken(f"{district}{house}", sheet.width - 120):
        sheet.write(line)
    sheet.rule()
    sheet.write(f"快递单号:{made.tracking()}   复制", size=34)
    sheet.station("今天 10:22", "已签收,签收人是本人,感谢使用")
    sheet.station("11-20 07:10", f"快递员 {made.courier()} {made.mobile()} 正在为您派送")
    sheet.station("11-18 19:00", "包裹已在仁川离境")


def order_page(sheet: Sheet, made: Inventor) -> None:
    """An order page: labels on the left, values on the right."""
    district, house = made.address()
    sheet.write("订单详情", size=52)
    sheet.pair("收货人", made.name())
    sheet.pair("联系电话", made.mobile())
    first, *others = sheet.broken(f"{district}{house}", sheet.width - 380)
    sheet.pair("收货地址", first)
    for line in others:
        sheet.write(line, x=320)
    sheet.rule()
    sheet.pair("订单编号", made.order())
    sheet.pair("快递公司", "圆通速递")
    sheet.pair("快递单号", made.tracking())
    sheet.pair("下单时间", "2026-11-15 20:31:08")
    sheet.pair("实付款", "¥19.90")


def waybill(sheet: Sheet, made: Inventor) -> None:
    """A printed waybill: sender and receiver in blocks."""
    sheet.write("国际快递面单", size=52)
    sheet.write(f"单号:{made.s10()}")
    for title in ("寄", "收"):
        district, house = made.address()
        sheet.rule()
        sheet.write(f"{title}件人:{made.name()}   电话:{made.mobile()}")
        for line in sheet.broken(f"地址:{district}{house}", sheet.width - 120):
            sheet.write(line)
    sheet.rule()
    sheet.write("品名:防晒喷雾 150ml  件数:1  重量:0.32kg")
    sheet.write("寄达日期 2026-11-20")


def english_tracking(sheet: Sheet, made: Inventor) -> None:
    """An English tracking page."""
    sheet.write("Shipment details", size=52)
    sheet.write(f"Tracking No. {made.s10()}")
    sheet.write(f"Recipient: {made.latin_name()}")
    sheet.write(f"Tel: {made.mobile()}")
    sheet.write(f"Address: {made.latin_address()}, Shanghai")
    sheet.write(f"Order No. {made.short_order()}")
    sheet.rule()
    sheet.station("2026-11-20 14:10", "Arrived at Shanghai, customs clearance")
    sheet.station("2026-11-19 08:05", "Departed from Incheon, Korea")


def taiwan_page(sheet: Sheet, made: Inventor) -> None:
    """A page in traditional characters."""
    sheet.write("貨態查詢", size=52)
    sheet.write(f"物流單號:{made.tracking()}")
    sheet.write(f"收件人:{made.old_style_name()}")
    sheet.write(f"手機號碼:{made.taiwan_mobile()}")
    sheet.write(f"收件地址:{made.taiwan_address()}")
    sheet.write(f"訂單編號:{made.short_order()}")
    sheet.rule()
    sheet.station("11-20 09:30", f"配送員:{made.old_style_name()} 配送中")
    sheet.station("11-19 21:15", "已到達 桃園轉運中心")


def pickup_card(sheet: Sheet, made: Inventor) -> None:
    """A card of a mini-program: the parcel waits at a station."""
    _, house = made.address()
    sheet.write("包裹待取", size=52)
    sheet.write(f"取件码 {made.code()}", size=56)
    sheet.write(f"韵达快递 运单号 {made.tracking()}")
    for line in sheet.broken(f"您的包裹已存放至{house}菜鸟驿站", sheet.width - 120):
        sheet.write(line)
    sheet.write(f"收件人 {made.name()} 手机号 {made.mobile()}")
    sheet.write("营业时间 09:00-21:00  客服热线 400-811-1111")


def chat(sheet: Sheet, made: Inventor) -> None:
    """A chat in which a supplier sends a parcel's data."""
    district, house = made.address()
    sheet.write("供应商小助手", size=44)
    sheet.write("这单已经从首尔发出了", x=120)
    for line in sheet.broken(f"{made.name()},{made.mobile()},{district}{house}", sheet.width - 240):
        sheet.write(line, x=120)
    sheet.write(f"单号 {made.tracking()}", x=120)
    sheet.write("11-18 揽收,预计 11-22 到", x=120)
    sheet.write("好的,收到", x=700)


def letter(sheet: Sheet, made: Inventor) -> None:
    """A letter of authorization with a contact."""
    sheet.write("品牌授权书", x=380, size=60)
    sheet.y += 40
    for line in (
        "授权方:晴屿化妆品株式会社",
        "被授权方:上海晴天贸易有限公司",
        "授权品牌:晴屿",
        "授权区域:中国大陆线上渠道",
        "授权编号:QY-2026-0118",
        "有效期:自2026年1月1日至2026年12月31日",
    ):
        sheet.write(line)
    sheet.rule()
    sheet.write(f"联系人:{made.name()}  电话:{made.mobile()}")
    sheet.write(f"身份证号:{made.identity()}")
    sheet.write(f"邮箱:{made.mail()}")
    sheet.write("2026年1月1日", x=700)


def purchase(sheet: Sheet, made: Inventor) -> None:
    """A purchase paper with bank data."""
    district, house = made.address()
    sheet.write("采购合同(节选)", x=320, size=52)
    sheet.pair("供方", "上海晴天贸易有限公司")
    sheet.pair("经办人", made.name())
    sheet.pair("联系电话", made.landline())
    sheet.pair("开户行", "某某银行上海分行")
    sheet.pair("银行卡号", made.card())
    for line in sheet.broken(f"收货地址:{district}{house}", sheet.width - 120):
        sheet.write(line)
    sheet.write("货物:防晒喷雾 150ml × 200  单价 12.50")
    sheet.write(f"发货单号 {made.tracking()}")


def two_parties(sheet: Sheet, made: Inventor) -> None:
    """A courier's page with both parties as bare lines under a sign, the number large."""
    sheet.write(made.tracking(), size=54)
    for sign, city in (("寄", "广州市"), ("收", "上海市")):
        _, house = made.address()
        sheet.rule()
        sheet.write(sign, ink="#d62828", down=False)
        sheet.write(f"{made.name()}   {made.mobile()}", x=130)
        for line in sheet.broken(f"{city} {house}", sheet.width - 200):
            sheet.write(line, x=130)
    sheet.rule()
    sheet.station("11-20 13:02", "快件到达 【上海浦东集散中心】")


def short_message(sheet: Sheet, made: Inventor) -> None:
    """A short message of a courier."""
    sheet.write("信息 10:22", size=40)
    name, mobile, number = made.courier(), made.mobile(), made.tracking()
    text = f"【中通快递】您的快件{number}由快递员{name}({mobile})派送,请保持电话畅通。取件码{made.code()},凭码取件。"
    for line in sheet.broken(text, sheet.width - 140):
        sheet.write(line, x=70)
    sheet.write("昨天 18:40", size=32, ink=sheet.faint)
    sheet.write("【菜鸟】您的快件已到上海,预计明日送达", x=70)


LAYOUTS: tuple[Callable[[Sheet, Inventor], None], ...] = (
    courier_app,
    shop_logistics,
    order_page,
    waybill,
    english_tracking,
    taiwan_page,
    pickup_card,
    chat,
    letter,
    purchase,
    two_parties,
    short_message,
)


def all_papers(seed: int = 5) -> Iterator[Paper]:
    """Yield every layout in every way, each with people of its own."""
    for layout_number, layout in enumerate(LAYOUTS):
        for way_number in range(len(WAYS)):
            yield draw(layout, way_number, seed * 10_000 + layout_number * 100 + way_number)


def draw(layout: Callable[[Sheet, Inventor], None], way_number: int, seed: int) -> Paper:
    """Return one paper; the same seed gives the same."""
    way, is_dark, spoil = WAYS[way_number]
    chance = random.Random(seed)
    sheet = Sheet(paper="#16181c", ink="#e8e8e8", faint="#8a8f98") if is_dark else Sheet()
    made = Inventor(chance)
    layout(sheet, made)
    image = spoil(sheet.image.crop((0, 0, sheet.width, min(sheet.height, sheet.y + 80))), chance)
    return Paper(f"{layout.__name__.replace('_', ' ')}, {way}", image, tuple(made.hidden), tuple(made.kept))
