"""The codes of findings in words that staff read."""

from __future__ import annotations

CODE_NAMES = {
    "price": "价格质疑",
    "packaging": "包装质疑",
    "origin": "产地直邮质疑",
    "authorization": "授权渠道质疑",
    "quality": "品质质疑",
    "verification": "验真质疑",
    "hearsay": "听说质疑",
    "proof": "凭证质疑",
    "plain": "真伪质疑",
    "threat.escalation": "升级投诉",
    "threat.extortion": "索要财物",
    "courier.slow": "快递慢",
    "courier.not_shipped": "未发货",
    "courier.lost": "快递丢失",
    "courier.damaged": "运输破损",
    "courier.wrong_item": "发错货",
    "courier.missing_item": "少发漏发",
    "courier.manner": "快递态度",
    "seller.defect": "质量问题",
    "seller.not_as_described": "与描述不符",
    "seller.late_dispatch": "延迟发货",
    "seller.manner": "客服态度",
    "seller.invoice": "发票问题",
    "seller.refund_refused": "退款受阻",
    "seller.out_of_stock": "缺货砍单",
    "seller.price_drop": "买后降价",
    "member.regret": "不想要了",
    "member.wrong_size": "尺码不合",
    "member.expectation": "不如预期",
    "member.mistake": "自己拍错",
    "praise": "好评",
}

WANT_NAMES = {
    "refund": "要退款",
    "return": "要退货",
    "exchange": "要换货",
    "reshipment": "要补发",
    "invoice": "要发票",
    "price_protection": "要价保",
    "postage": "问运费",
}

REASONS = ("price", "packaging", "origin", "authorization", "quality", "verification", "hearsay", "proof", "plain")
THREATS = ("threat.escalation", "threat.extortion")
CAUSES = tuple(code for code in CODE_NAMES if code.split(".")[0] in {"courier", "seller", "member"})
WANTS = tuple(WANT_NAMES)
