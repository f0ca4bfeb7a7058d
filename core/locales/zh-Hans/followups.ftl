## 跟进

follow-return-window = 退货期提醒
follow-dispatch-deadline = 到发货时限
