"""Scenarios for "which product is meant": who had posted what, what a member then wrote, and what was meant.

A promotion is ``product@minutes ago`` with ``/fen`` and ``#topic`` where they matter; ``meant`` is the product that a
person who reads the group would say is meant, or empty where nobody could know.
"""

from __future__ import annotations

from typing import NamedTuple


class Scenario(NamedTuple):
    """One message in its surroundings."""

    meant: str
    text: str
    promotions: str
    hints: str = ""  # replied=…, thread=…, own=…, topic=…, complaint, gap=messages between


ONE = "spray@30/1990"
TWO_CLOSE = "mask@50/2990 spray@30/1990"
TWO_FAR = "mask@300/2990 spray@30/1990"
JUST_NOW = "mask@12/2990 spray@4/1990"
SPRAYS = "spray@200/1990 moist@60/3500"
MANY = "buds@1300/15900 sheets@900/12900 mask@400/2990 essence@90/29900 spray@20/1990"
OLD = "spray@3600/1990"
NOTHING = ""

SCENARIOS = (
    # replied to
    Scenario("mask", "这个是真的吗", TWO_CLOSE, "replied=mask"),
    Scenario("spray", "是正品吗", MANY, "replied=spray"),
    Scenario("essence", "这么便宜,假的吧", TWO_CLOSE, "replied=essence"),
    Scenario("sheets", "图也能P啊", NOTHING, "replied=sheets"),
    Scenario("mask", "收到是坏的", TWO_CLOSE, "replied=mask complaint"),
    Scenario("spray", "同问", OLD, "replied=spray"),
    # full names and aliases
    Scenario("spray", "防晒喷雾是真的吗?有人用过没", MANY),
    Scenario("mask", "那个玻尿酸补水面膜是正品不", MANY),
    Scenario("essence", "小棕瓶精华这个价,专柜要八百多啊", MANY),
    Scenario("sheets", "想问下新疆棉四件套有授权吗", TWO_CLOSE),
    Scenario("buds", "novabuds x3 是官方渠道的吗", MANY),
    Scenario("buds", "Nova Buds X3到手159?假货吧", MANY),
    Scenario("spray", "小蓝瓶真的是韩国发的吗", MANY),
    Scenario("spray", "防 晒 喷 雾 会不会是仿的", MANY),
    Scenario("spray", "這個防曬噴霧是正品嗎", MANY),
    Scenario("mask", "上周买的玻尿酸补水面膜到现在没发货", MANY, "complaint"),
    Scenario("spray", "防晒喷雾漏了一半,退款", NOTHING, "complaint"),
    Scenario("toothbrush", "你们那个声波牙刷用两次就坏了", NOTHING, "complaint"),
    Scenario("moist", "保湿喷雾跟柜台的包装不一样", SPRAYS),
    Scenario("spray", "防晒喷雾跟柜台的包装不一样", SPRAYS),
    Scenario("kids", "儿童防晒霜有没有备案啊,孩子用不敢乱买", MANY),
    # short names
    Scenario("mask", "面膜是不是正品啊,敷完脸有点刺", MANY),
    Scenario("sheets", "四件套真是新疆棉吗", MANY),
    Scenario("essence", "小棕瓶我专柜买要九百,这能是真的?", MANY),
    Scenario("buds", "这个耳机是不是华强北的", MANY),
    Scenario("spray", "刚到的喷雾包装好像不对", TWO_CLOSE),
    Scenario("sheets", "买了四件套二十多天了想退", MANY, "complaint"),
    Scenario("mask", "补水面膜会不会是假的呀", MANY),
    Scenario("nuts", "坚果有股哈喇味,是临期的吧", NOTHING),
    Scenario("buds", "耳机左耳没声音", NOTHING, "complaint"),
    Scenario("toothbrush", "牙刷头掉了", MANY, "complaint"),
    Scenario("sheets", "我那套新疆棉的洗一次就掉色", MANY, "complaint"),
    # slips
    Scenario("spray", "防嗮喷雾是真的假的", MANY),
    Scenario("spray", "那个防晒喷务多少钱来着,不会是假的吧", MANY),
    Scenario("mask", "玻尿酸补水面模看着像山寨", MANY),
    Scenario("essence", "小棕瓶精花是不是正货", MANY),
    Scenario("sheets", "新疆锦四件套怎么还没发", MANY, "complaint"),
    # brands
    Scenario("essence", "雅岚这个牌子有授权给你们吗", MANY),
    Scenario("spray", "沐澜的东西有授权书吗", TWO_FAR),
    Scenario("", "沐澜是不是在打假啊", SPRAYS),
    # several fit
    Scenario("", "喷雾是真的吗", SPRAYS),
    Scenario("spray", "喷雾是真的吗", TWO_FAR),
    Scenario("moist", "35的那个喷雾是真的吗", SPRAYS),
    Scenario("", "防晒喷雾和保湿喷雾都是正品吗", SPRAYS),
    Scenario("", "面膜和四件套哪个是真的", MANY),
    Scenario("", "那个喷雾坏了", SPRAYS, "complaint"),
    # prices
    Scenario("spray", "19块9那个是真的吗", MANY),
    Scenario("spray", "十九块九还包邮,这肯定是假货吧", MANY),
    Scenario("mask", "29.9的能是正品?", MANY),
    Scenario("essence", "299的那瓶,我信了", MANY),
    Scenario("sheets", "129一套的棉?别逗了", MANY),
    Scenario("spray", "19.9包邮,真货怎么会卖这么便宜", TWO_CLOSE),
    Scenario("buds", "一百五十九块的耳机能有降噪?吹的吧", MANY),
    Scenario("mask", "¥29.9 这个是旗舰店发的吗", TWO_CLOSE),
    Scenario("", "9块9那个是真的吗", TWO_CLOSE),
    Scenario("", "9块9那个是真的吗", ONE),
    Scenario("mask", "29块9买的已经烂脸了,你们管不管", TWO_CLOSE, "complaint"),
    Scenario("", "退我19块9,假货", TWO_CLOSE),
    Scenario("spray", "原价69现在卖19.9,不会有问题吧", TWO_CLOSE),
    Scenario("", "上次39的那个是不是真的", ONE),
    Scenario("spray", "十九块九的真能是正品？！我不信", MANY),
    Scenario("mask", "那个面膜，是真的吗？", MANY),
    # threads
    Scenario("mask", "还是觉得不对劲", TWO_CLOSE, "thread=mask"),
    Scenario("mask", "那授权书是谁给的", JUST_NOW, "thread=mask"),
    Scenario("spray", "防晒喷雾的授权书呢", JUST_NOW, "thread=mask"),
    # the newest
    Scenario("spray", "这个是真的吗", ONE),
    Scenario("spray", "是正品吗", TWO_FAR),
    Scenario("spray", "肯定是假的吧", JUST_NOW, "gap=8"),
    Scenario("", "肯定是假的吧", JUST_NOW, "gap=35"),
    Scenario("", "这个是真的吗", TWO_CLOSE),
    Scenario("", "这个是真的吗", MANY, "gap=60"),
    Scenario("", "是正品吗", OLD),
    Scenario("", "是正品吗", NOTHING),
    Scenario("spray", "谁知道是不是国内哪个仓库发的", ONE),
    Scenario("spray", "我去商场专柜对比了一下,这个包装跟专柜的不一样啊", ONE),
    Scenario("spray", "说是韩国直邮,谁知道是不是国内哪个仓库发的", TWO_FAR),
    Scenario("spray", "这防晒是正规的不", ONE),
    Scenario("spray", "扫码查不到,假的吧", "spray@2000/1990 mask@2800/2990"),
    Scenario("spray", "在手机上查了防伪,说查无此码", ONE),
    Scenario("", "面霜是真的吗", ONE),
    Scenario("", "之前那个洗面奶是真的吗", ONE),
    Scenario("", "昨天发的那个是正品吗", ONE),
    Scenario("", "防晒霜是不是假的", ONE),
    Scenario("", "精油皂是真货吗", "mask@300/2990 buds@120/15900"),
    Scenario("", "女士防晒喷雾有没有", ONE),
    Scenario("", "隔壁群卖的那个是假的吧", ONE),
    Scenario("spray", "这个是真的吗", "mask@40/2990!ended spray@30/1990"),
    Scenario("", "这个是真的吗", "spray@30/1990!ended"),
    # topics
    Scenario("spray", "这个是真的吗", "mask@10/2990#7 spray@30/1990", ""),
    Scenario("mask", "这个是真的吗", "mask@10/2990#7 spray@30/1990", "topic=7"),
    Scenario("", "是正品吗", "mask@10/2990#7", "topic=9"),
    # complaints
    Scenario("sheets", "都几天了还不发货", ONE, "complaint own=sheets"),
    Scenario("", "都几天了还不发货", ONE, "complaint"),
    Scenario("", "我要退款", JUST_NOW, "complaint gap=2"),
    Scenario("", "还是没人理我", TWO_CLOSE, "complaint own=sheets,mask"),
    Scenario("mask", "面膜漏液了", ONE, "complaint own=sheets"),
    # all sorts
    Scenario("spray", "都说这个喷雾是国内灌装的,求个说法", MANY),
    Scenario("spray", "防晒喷雾19.9能买到真的我直播吃键盘", MANY),
    Scenario("mask", "我闺蜜说颜初的面膜线下要199,群里才29.9是不是高仿", MANY),
    Scenario("essence", "小棕瓶我专柜一直用,这个味道不对,质地也稀", MANY),
    Scenario("", "你们卖的东西到底是不是真的", TWO_CLOSE),
    Scenario("spray", "你们卖的东西到底是不是真的", TWO_FAR),
    Scenario("buds", "蓝牙耳机连不上手机,什么破玩意", MANY, "complaint"),
    Scenario("", "手机壳是正品吗", ONE),
    Scenario("spray", "为什么防晒的瓶子上没有中文标签", MANY),
    Scenario("sheets", "床品四件套说是新疆棉,我看像化纤", MANY),
    Scenario("", "双十一买的面霜是假货", ONE),
    Scenario("spray", "这么便宜,确定不是临期?", ONE),
    Scenario("spray", "真的假的", "spray@9/1990"),
    Scenario("spray", "这喷雾喷出来一股酒精味,以前用的不是这样", TWO_CLOSE),
    Scenario("", "我老婆说你们群卖的口红都是假的", ONE),
    Scenario("nuts", "每日坚果吃着有苦味,过期了吧", ONE),
    Scenario("mask", "玻尿酸那个面膜有没有检测报告", MANY),
    Scenario("moist", "保湿的那个喷雾有授权书吗", SPRAYS),
    Scenario("spray", "防晒的那个有授权书吗", SPRAYS),
    Scenario("toothbrush", "电动牙刷质量真差", ONE, "complaint"),
    Scenario("", "洗脸巾是不是假的", ONE),
    Scenario("spray", "20块钱的防晒,谁敢往脸上喷", MANY),
    Scenario("", "运费要不要19块9", TWO_CLOSE),
    Scenario("spray", "拍了两瓶防晒喷雾 怎么给我发一瓶", ONE, "complaint"),
    Scenario("", "补差价29.9什么意思", TWO_CLOSE, "complaint"),
    Scenario("essence", "299这个价买小棕瓶?", MANY),
    Scenario("spray", "1990年的我都不信", ONE),
    Scenario("", "昨天那个面膜和今天的喷雾是一家的吗,靠谱不", TWO_CLOSE),
    Scenario("spray", "沐澜家防晒喷雾扫码跳到个奇怪网页", MANY),
    Scenario("kids", "儿童防晒霜真的能给一岁娃用吗 怕是假的", ONE),
    Scenario("", "孩子的防晒霜真假怎么看", MANY),
    Scenario("buds", "novabuds是不是贴牌", MANY),
    Scenario("buds", "Nova这个牌子听都没听过", MANY),
    Scenario("mask", "上個月買的面膜是不是假貨,敷完爛臉", MANY),
    Scenario("essence", "雅岚小棕瓶", MANY),
    Scenario("", "水乳套装是正品吗", ONE),
    Scenario("spray", "怀疑是假的,已经退了", ONE),
    Scenario("spray", "一股子塑料味,别是三无产品", ONE),
    Scenario("", "上面两个都是假的吧", JUST_NOW, "gap=5"),
    Scenario("mask", "上上个面膜是不是正品", JUST_NOW, "gap=5"),
    Scenario("spray", "第一次在群里买,会不会买到假的", ONE),
    Scenario("", "喷头坏的", "spray@40/1990", "complaint"),
    Scenario("mask", "补水效果几乎没有,面膜是假的吧", MANY),
    Scenario("", "这两款都有授权吗", TWO_CLOSE),
    Scenario("", "刚才那款是正品吗", JUST_NOW, "gap=5"),
)
