# 有据说的每一句话。标准见 VOICE.md:名字、日期、金额、时间都是变量;变量未知的那一行整行不出现。
# 汉字和变量之间写空格:变量以汉字开头时空格自动去掉(要留空格写 { " " })。
# 姓名已带逗号({ $hail } = 「阿安,」),不适合叫出来的名字为空。

## 词

hail = { $name },
picture-only = (图片)
name-unknown = 一位成员
join-comma = 、
join-two = { $first }和{ $last }
mark = ①②③④⑤⑥
link-here = 点这里看
link-above = 就在我回复的这条里
day-before-yesterday = 前天
day-yesterday = 昨天
day-today = 今天
day-tomorrow = 明天
time-at = { $day } { $clock }
time-span = { $day } { $begin }–{ $end }
length-minutes = { $number } 分钟
length-hours = { $number } 小时
length-days = { $number } 天

kind-logistics = 物流记录
kind-authorization = 授权书
kind-channel = 渠道说明
kind-inspection = 质检报告
kind-purchase = 进货凭证
kind-customs = 报关单
kind-statement = 商家说明
kind-feedback = 用过的人的反馈

short-logistics = 物流
short-authorization = 授权
short-channel = 渠道
short-inspection = 质检
short-purchase = 进货
short-customs = 报关
short-statement = 声明
short-feedback = 好评

reason-price = 价格
reason-packaging = 包装
reason-origin = 发货地
reason-authorization = 店铺授权
reason-quality = 品质
reason-verification = 验真
reason-hearsay = 听到的说法
reason-proof = 凭证本身
reason-plain = 真伪
reason-threat-escalation = 要去投诉
reason-threat-extortion = 规则以外的要求

cause-unknown = 售后问题
cause-courier-slow = 快递停滞
cause-courier-not-shipped = 一直没发货
cause-courier-lost = 快递丢件
cause-courier-damaged = 收到时已损坏
cause-courier-wrong-item = 发错货
cause-courier-missing-item = 少件漏发
cause-courier-manner = 快递服务
cause-seller-defect = 质量问题
cause-seller-not-as-described = 与描述不符
cause-seller-late-dispatch = 发货超时
cause-seller-manner = 商家服务
cause-seller-invoice = 发票问题
cause-seller-refund-refused = 退款没通过
cause-seller-out-of-stock = 下单后缺货
cause-seller-price-drop = 买后降价
cause-member-regret = 不想要了
cause-member-wrong-size = 尺码不合
cause-member-expectation = 和想的不一样
cause-member-mistake = 拍错了

want-refund = 想退款
want-return = 想退货
want-exchange = 想换货
want-reshipment = 想补发
want-invoice = 要发票
want-price-protection = 问价保
want-postage = 问运费

state-open = 处理中
state-waiting = 等回复
state-resolved = 已办结
state-closed = 已关闭
waiting-liaison = 等对接人
waiting-member = 等成员补充
waiting-merchant = 等商家
waiting-courier = 等快递
waiting-platform = 等平台
waiting-evidence = 等凭证
outcome-explained = 已说明
outcome-refund = 退款
outcome-return = 退货
outcome-exchange = 换货
outcome-reshipment = 补发
outcome-compensation = 补偿
outcome-platform = 转平台流程
outcome-declined = 按规则未支持
outcome-withdrawn = 成员撤回
outcome-malicious = 留证转平台
priority-high = 加急
priority-urgent = 特急
role-owner = 群主
role-admin = 管理员
role-liaison = 对接人
role-member = 成员
mode-auto = 自动
mode-review = 审核
mode-trial = 试运行
found-threat = 投诉预告
found-doubt = 质疑
found-complaint = 投诉
found-request = 售后请求
found-praise = 好评
found-none = 不用管
