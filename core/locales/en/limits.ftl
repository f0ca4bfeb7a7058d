## Limits, downtime, trial

limited-doubt = { $names }: about { $product }, once for all of you, this is on file:
limited-doubt-one = { $names }: about { $product }, this is on file:
limited-doubts = { $names }: once for all of you, this is on file:
limited-line = { $product }: { $kinds }
limited-how = To see the pictures, or with anything left open, tap "Still unsure"; the liaison looks further.
limited-cases = { $names }: all logged, { $numbers }. The liaison answers each by { $due }; no progress is said plainly too.
limited-cases-one = { $names }: logged, { $numbers }. The liaison answers by { $due }; no progress is said plainly too.
limited-more = { $names } and others, { $count } in all
staff-limited = { $count } limited: "{ $group }" had enough answers this hour, so these were only marked; one line in the group has just spoken to all.
staff-limited-line = { $member }: "{ $words }"
staff-limited-rest = { $count } more.

downtime-catch-up = I was away { $span }. The { $count } questions of that time have been seen and passed to those on duty.
    If you still want to know, say it once more here and I answer.
downtime-owner = Away { $span }, { $count } taken up afterwards.
downtime-owner-late = { $count } of them had waited over two hours: not answered, they wait for you.
operator-downtime = Away { $span }, { $count } taken up afterwards.
operator-downtime-long = That was more than a day: Telegram keeps 24 hours only, what is older never comes.

trial-title = The trial of "{ $group }" so far; on automatic I would have answered { $count }:
trial-title-none = The trial of "{ $group }" so far: nothing that I would have answered.
trial-where = { $number } of { $count } · looked at { $seen }: right { $right }, wrong { $wrong }
trial-said = { $member } { $time }: "{ $words }"
trial-would = I would: { $act } ({ $kind } · { $reasons } · { $score }% sure)
trial-would-plain = I would: { $act } ({ $kind } · { $score }% sure)
trial-product = Product: { $product }
trial-marked-right = You marked it: right
trial-marked-wrong = You marked it: wrong; words like these no longer count.
trial-how = Then choose: automatic answers at once, review shows you each first, trial stays silent.
button-g-trial = See the trial
button-g-right = Right
button-g-wrong = Wrong
would-answer = show what is on file
would-promise = say that it is not on file, ask for it, name a time
would-point = point to the answer above
would-react = mark it only
would-respect = respect that it was sent back
would-receipt = log a case and name a time
would-second = say that somebody is on it, and move it up
would-join = add it to the case
would-calm = say one neutral line
would-right = say that a complaint is a right, and go on
would-ask = ask which product is meant
would-review = say nothing, and show it to you
would-grumble = offer to log it
would-extend = complete the answer above
would-log = log it, and say nothing
would-note = note it
