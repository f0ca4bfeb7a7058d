"""Every group of frames speaks for its cases and stays silent on its look-alikes."""

from __future__ import annotations

import pytest

from detection.clues import find_clues, hide_shielded, shelf
from detection.detector import detect
from detection.finding import Kind
from detection.normalize import normalize
from detection.phrases.anchors import anchors, find_anchors

# frame: (cases for, cases against). Against: the detector finds nothing of that kind.
DOUBTS: dict[str, tuple[list[str], list[str]]] = {
    "ask": (["这款是正品吗", "不会是假货吧", "怕买到假的"], ["正品不会差的", "这是谁的", "真的好看吗"]),
    "hedge": (["不知道是不是正品", "真假难辨,先放着"], ["不知道是不是要下雨", "不清楚几点开"]),
    "deny": (["根本不是正品", "这也叫正品?"], ["不是说好六点吗", "那不是我的"]),
    "accuse": (["肯定是假货", "假的,别买", "买到山寨了"], ["没有假货,放心", "这电影演得好假"]),
    "how": (["怎么辨别真假", "哪里可以鉴定"], ["怎么知道几点开奖", "哪里可以停车"]),
    "price": (["这么便宜会不会是假的", "价格低得不正常"], ["好便宜,囤两箱", "比昨天便宜五块"]),
    "packaging": (["包装跟专柜的不一样啊", "盒子上的字印歪了吧"], ["新包装好看", "包装盒留着装东西"]),
    "origin": (["说好海外直邮,怎么从义乌发的", "有清关记录吗"], ["想去日本看樱花", "香港天气怎么样"]),
    "authorization": (["有品牌授权书吗", "这店是官方旗舰店吗"], ["小程序授权一下手机号", "旗舰店八点开播"]),
    "quality": (["味道跟以前买的不一样", "用了过敏,怀疑是假的"], ["味道挺好闻", "这两款有什么不一样"]),
    "differs": (["味道跟以前买的不一样", "颜色和之前那支不一样"], ["和以前的包装不一样,更好看了", "口味一样"]),
    "verification": (["防伪码查不到", "扫码显示无效"], ["二维码过期了重新发一个", "扫码进群"]),
    "hearsay": (["听说这家卖假货", "朋友说是水货"], ["听说明天降温", "朋友推荐来的"]),
    "proof": (["图也能P啊", "授权书是伪造的吧"], ["截图发我看看券", "谁会PS,帮我抠个图"]),
    "mistrust": (["这家店套路真多,信不过这店"], ["呵呵哒", "我信了你的邪"]),
}
COMPLAINTS: dict[str, tuple[list[str], list[str]]] = {
    "slow": (["快递太慢了", "物流三天没更新"], ["快递到了", "几天能到"]),
    "grumble_courier": (["等快递等得花都谢了"], ["等公交"]),
    "not_shipped": (["怎么还没发货", "三天了还没揽收"], ["什么时候发货", "今天拍今天发吗"]),
    "late_dispatch": (["说好48小时内发货,现在还没发"], ["一般48小时发货"]),
    "lost": (["快递丢了没人管"], ["丢人啊"]),
    "plain_lost": (["没收到货却显示签收"], ["我的已经签收了"]),
    "damaged": (["箱子压扁了,瓶子也碎了"], ["碎花裙好看"]),
    "wrong_item": (["收到的货不对板"], ["发错群了"]),
    "plain_wrong": (["颜色发错了"], ["打错字了"]),
    "missing_item": (["少发了一件", "赠品没有发"], ["少放盐", "送赠品吗"]),
    "plain_missing": (["买了两瓶只收到一瓶"], ["还差一个人成团"]),
    "courier_manner": (["快递员态度恶劣"], ["快递小哥换人了"]),
    "defect": (["用了一次就坏了", "质量太差"], ["这电影评分一般", "腰酸背痛"]),
    "harm": (["我妈用了过敏,医药费谁出", "快过期了还卖"], ["换季过敏了,难受", "用了一星期没过敏"]),
    "not_as_described": (["实物跟图片不一样"], ["跟图片一样好看"]),
    "seller_manner": (["客服一直不回复"], ["客服上班了没"]),
    "out_of_stock": (["付完款才说没货"], ["还有货吗"]),
    "member_regret": (["买重了,用不上"], ["后悔没早点进群"]),
    "member_wrong_size": (["鞋子买大了一码"], ["偏大还是偏小"]),
    "member_expectation": (["没有想象中那么好"], ["跟想象中一样"]),
    "plain_trouble": (["差评!", "坏的"], ["差评师这部剧", "坏笑"]),
    "plain_pump": (["喷头漏水,喷不出来", "压泵按不出来"], ["喷头淋浴装好了", "挤不出时间"]),
    "plain_mistake": (["不小心拍错了"], ["拍照发群里"]),
    "member_mistake": (["手滑拍多了一件,想退掉"], ["记错时间"]),
}
REQUEST_LIKE: dict[str, tuple[list[str], list[str]]] = {
    "invoice": (["发票一直不给开"], ["发票抽奖中了五块"]),
    "refund_refused": (["商家不给退款"], ["退一步海阔天空"]),
    "price_drop": (["刚买就降价了"], ["降价了告诉我一声"]),
}
REQUESTS: dict[str, tuple[list[str], list[str]]] = {
    "refund": (["我要退款"], ["退休金涨了"]),
    "return": (["怎么退货"], ["这个怎么退群"]),
    "exchange": (["能换货吗"], ["换个头像"]),
    "reshipment": (["漏的帮我补发"], ["补觉去了"]),
    "invoice": (["可以开发票吗"], ["公司年会抽奖"]),
    "price_protection": (["降价能退差价吗"], ["价格保持不变"]),
    "postage": (["退货运费谁承担"], ["包邮吗"]),
    "repair": (["坏了怎么申请维修"], ["修车去"]),
    "service": (["我要申请售后"], ["怎么弄头发好看"]),
}
THREATS: dict[str, tuple[list[str], list[str]]] = {
    "announce": (["再不处理我就打12315", "我要投诉你们"], ["怎样网上举报垃圾短信", "315晚会看了吗"]),
    "condition": (["再不退款我就投诉你们", "已经投诉到平台了"], ["是不是我的工商银行卡", "没抢到就别怪我"]),
    "review": (["不退款就差评伺候"], ["这部电影差评"]),
    "extort": (["赔我一千,不然全网曝光"], ["赔了夫人又折兵"]),
}
PRAISES: dict[str, tuple[list[str], list[str]]] = {
    "genuine": (["是正品,跟专柜一样"], ["几点开始"]),
    "works": (["很好用,推荐", "质量不错,很满意"], ["几点吃饭"]),
}
TABLE = [
    *((Kind.DOUBT, name, *cases) for name, cases in DOUBTS.items()),
    *((Kind.COMPLAINT, name, *cases) for name, cases in {**COMPLAINTS, **REQUEST_LIKE}.items()),
    *((Kind.REQUEST, name, *cases) for name, cases in REQUESTS.items()),
    *((Kind.THREAT, name, *cases) for name, cases in THREATS.items()),
    *((Kind.PRAISE, name, *cases) for name, cases in PRAISES.items()),
]
FOR = [(kind, name, text) for kind, name, cases, _ in TABLE for text in cases]
AGAINST = [(kind, text) for kind, _, _, cases in TABLE for text in cases]


@pytest.mark.parametrize(("kind", "name", "text"), FOR)
def test_the_frame_speaks(kind: Kind, name: str, text: str) -> None:
    assert any(clue.check.startswith(f"{kind}.{name}.") for clue in find_clues(normalize(text)))


@pytest.mark.parametrize(("kind", "name", "text"), FOR)
def test_the_message_is_found(kind: Kind, name: str, text: str) -> None:
    finding = detect(text)
    assert finding is not None, name
    assert finding.kind.strength >= Kind.REQUEST.strength or kind is Kind.PRAISE


@pytest.mark.parametrize(("kind", "text"), AGAINST)
def test_the_look_alike_is_left_alone(kind: Kind, text: str) -> None:
    finding = detect(text)
    assert finding is None or kind not in finding.kinds


def test_every_frame_has_cases() -> None:
    named = {f"{kind}.{name}" for kind, name, _, _ in TABLE}
    assert {frame.name for frame in shelf().frames} == named


def test_every_frame_compiles_and_never_matches_nothing() -> None:
    for frame in shelf().frames:
        assert frame.search("") is None


@pytest.mark.parametrize(
    "text", ["放假", "请假三天", "假期", "假如", "假一赔十", "没有假货", "不是假货", "不用担心买到假货"]
)
def test_homographs_and_assurances_are_hidden(text: str) -> None:
    assert "□" in hide_shielded(text)


@pytest.mark.parametrize("text", ["是不是假货", "有没有假货", "不是假货吧?", "放着的都是假货"])
def test_questions_are_not_hidden(text: str) -> None:
    assert "假货" in hide_shielded(text)


def test_the_kept_anchors_are_those_of_the_frames_as_they_are() -> None:
    for frame in shelf().frames:
        assert [set(marks) for marks in anchors(frame.pattern)] == [set(marks) for marks in find_anchors(frame.pattern)]


def test_no_case_is_lost_by_trying_only_candidates() -> None:
    for _, _, text in FOR:
        normal = normalize(text).normal
        hits = {frame.name for frame in shelf().frames if frame.search(normal)}
        assert hits <= {frame.name for frame in shelf().candidates(normal)}
