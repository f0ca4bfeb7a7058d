## Follow-ups

follow-return-window = end of the return period
follow-dispatch-deadline = dispatch deadline

follow-shared = { $hail }I am youju, the after-sales assistant. You have { $count } cases, here they are together:
follow-shared-head = #{ $number } "{ $group }", on { $date } you said "{ $words }".
follow-shared-head-product = #{ $number } "{ $group }", { $product }, on { $date } you said "{ $words }".
follow-shared-head-doubt = "{ $group }", on { $date } you asked "{ $words }".
follow-shared-more = { $count } more are in /mytickets.
follow-news-thread = { $hail }News on #{ $number }: { $state }
follow-return = The last day to return without a reason is { $last }.
follow-return-how = If you want to, apply in the order on Taobao before that; if you have, or do not want to, ignore this.
staff-return-ends = #{ $number }: the no-reason return period ends { $last }; the member knows. { $summary }
staff-dispatch-due = #{ $number }: the merchant should have dispatched by { $due }; please check. { $summary }
staff-reminders = { $count } things wait for you:
staff-reminders-many = Several things wait for you, these first:
staff-reminders-more = The others are in /tickets.
