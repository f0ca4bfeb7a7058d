## Complaints and requests

receipt = { $hail }{ $feeling }Logged as case #{ $number }: { $summary }.
receipt-summary = { $cause }, { $wants }
receipt-next-courier = The liaison presses courier and merchant and gives you a first answer by { $due }; no progress is said plainly too.
receipt-next-dispatch = The liaison asks the merchant for the dispatch day and gives you a first answer by { $due }; no progress is said plainly too.
receipt-next-goods = The liaison checks and gives you a first answer by { $due }; no progress is said plainly too.
receipt-next-money = The liaison asks the merchant and gives you a first answer by { $due }; no progress is said plainly too.
receipt-next-rules = The liaison checks the rules and answers by { $due }.
receipt-next-plain = The liaison gives you a first answer by { $due }; no progress is said plainly too.
receipt-data-courier = Send me the parcel number in private, to see where it is stuck; numbers and phones do not belong in the group.
receipt-data-dispatch = Send me the order number in private, so that the merchant can look; numbers and phones do not belong in the group.
receipt-data-goods = Two things in private take it further: a photo of what is wrong, and the day you received it.
receipt-data-money = Send me the order number and a screenshot of the merchant's answer in private, not in the group.
receipt-data-rules = One thing in private takes it further: the day you received it.
receipt-data-plain = Send me what happened and the order number in private, not in the group.
receipt-rule = The rule of this group: { $rule }
receipt-product = Please add which product it is.

feeling-courier-slow = So long without a move would bother anybody.{ " " }
feeling-courier-not-shipped = Paid and nothing sent: worrying is natural.{ " " }
feeling-courier-lost = A parcel that cannot be found is a nuisance.{ " " }
feeling-courier-damaged = It arrived broken, sorry for the trouble.{ " " }
feeling-courier-wrong-item = It is not what you ordered, sorry for the trouble.{ " " }
feeling-courier-missing-item = Something is missing, sorry for the trouble.{ " " }
feeling-courier-manner = A delivery should not be unpleasant.{ " " }
feeling-seller-defect = It arrived faulty, sorry for the trouble.{ " " }
feeling-seller-not-as-described = Not as described is a letdown.{ " " }
feeling-seller-late-dispatch = Not sent by the promised day: worrying is natural.{ " " }
feeling-seller-manner = A fair question deserves a fair answer.{ " " }
feeling-seller-refund-refused = A stuck refund would bother anybody.{ " " }
feeling-seller-out-of-stock = Ordered and then out of stock is a letdown.{ " " }
feeling-seller-price-drop = Cheaper right after buying is a letdown.{ " " }

grumble = { $hail }{ $feeling }If we should look into it, tap "Log it for me" and the liaison asks.
second = { $hail }Somebody is on it. #{ $number } was logged { $day }; this message and the one before went to the liaison just now, the owner knows, and it moved up.
second-desk = { $hail }Somebody is on it. #{ $number } was logged { $day }; this message and the one before went to the liaison just now, and it moved up.
second-state = As it stands: { $state }
second-due = The liaison in person answers you by { $due }; if not, I say so here.
joined = { $hail }Added to #{ $number }; the liaison looks at it together and answers by { $due }.
joined-plain = { $hail }Added to #{ $number }; the liaison looks at it together.
under-way = { $hail }Your #{ $number } is under way; the answer comes by { $due }.
    To add to it, tap "Add details"; that is in private, not in the group.
under-way-plain = { $hail }Your #{ $number } is under way.
    To add to it, tap "Add details"; that is in private, not in the group.
missed = { $hail }#{ $number } was to be answered by { $due }. Plainly: the liaison has not answered.
    It went to the liaison again, and the owner knows.
    Next word here: by { $next }.
threat-escalation = A complaint there is your right; it changes nothing about how we go on here.
threat-escalation-due = #{ $number } is with the liaison, answer by { $due }; no progress is said plainly too.
threat-extortion = Received and passed to who is in charge, who contacts you by { $due }; if something is wrong with the goods, add it below: order and photos count by the rules of this group, for everybody alike.
human = { $hail }The liaison has been called and answers under this message by { $due }. Until then I stay out of it.
private-posted = { $hail }{ $what } should not stand in the group. Tap "Delete it" and I delete it; the rest in private.
private-order = an order number
private-phone = a phone number
private-address = an address
private-number = a parcel number
thread-resolved = #{ $number } resolved · { $length }
thread-reopened = #{ $number } is open again; the liaison answers by { $due }.

standing-untouched = it is with the liaison, who has not answered yet.
standing-open = the liaison is still checking.
standing-liaison = the liaison is still checking.
standing-merchant = the liaison asked the merchant at { $asked }, no answer yet.
standing-merchant-plain = waiting for the merchant.
standing-courier = the liaison pressed the courier at { $asked }, no result yet.
standing-courier-plain = waiting for the courier.
standing-platform = with the platform, looked at { $asked }, no result yet.
standing-platform-plain = with the platform, no result yet.
standing-member = waiting for details from you.
standing-evidence = the proof is still out.
standing-resolved = resolved: { $outcome }.
standing-resolved-plain = resolved.
standing-closed = closed: { $outcome }.
standing-closed-plain = closed, can be reopened at any time.
