## Follow-ups in private

follow-intro = { $hail }I am youju, the after-sales assistant of "{ $group }". On { $date } you said "{ $words }", case #{ $number }.
follow-intro-product = { $hail }I am youju, the after-sales assistant of "{ $group }". On { $date } you said "{ $words }", case #{ $number }, { $product }.
follow-none = Nothing new today: { $state }
follow-news = News: { $state }
follow-next = Next message { $next }; should there be a result before, you hear it { $earlier }.
follow-next-plain = Next message { $next }.
follow-mute = For no more of these tap "No more messages"; the case goes on, and /mytickets shows it at any time.
follow-resolved = This case is resolved: { $outcome }.
follow-note = { $note }
follow-resolved-more = If it is not right, tap "Reopen" and we go on.
follow-reminder = To go on we need: { $wanted }. Tap "Add details" and send it to me.
follow-reminder-plain = To go on we need more from you. Tap "Add details" and send it to me.
follow-reminder-last = If nothing comes by { $close } it is closed for now; it can be reopened at any time.
follow-reminder-drop = If it is settled, tap "Not needed".
follow-closed = Nothing came for #{ $number }, so it is closed for now.
    To go on, tap "Reopen".
doubt-check = { $hail }I am youju, the after-sales assistant of "{ $group }". On { $date } you asked there about { $product }: "{ $words }"
doubt-check-plain = { $hail }I am youju, the after-sales assistant of "{ $group }". On { $date } you asked there: "{ $words }"
doubt-check-shown = { $kinds } was shown. Is it clear now?
doubt-check-ask = It was explained. Is it clear now?
doubt-check-more = If not, tap "Not yet" and the liaison looks further.
doubt-check-mute = For no more of these tap "No more messages".
resolution-check = This case was resolved on { $date }: { $outcome }. Is it settled for you?
resolution-check-more = If not, tap "Not settled": it is reopened and we go on.
muted = No more messages about this case. It goes on as ever; /mytickets shows it.
settled = Noted. Come back if anything turns up.
unsettled = { $hail }#{ $number } is reopened, and the owner knows.
    The liaison answers by { $due }; no progress is said plainly too.
    What is not right yet? Reply to me, it goes along.
unclear = { $hail }Passed to the liaison, case #{ $number }.
    Answer by { $due }; no progress is said plainly too.
    Anything else you want to ask? Reply to me, it goes along.
dropped = #{ $number } is withdrawn. To go on, /mytickets reopens it at any time.
human-private = The liaison has been called and answers here by { $due }; no progress is said plainly too.
added = Received, added to #{ $number }.
    Answer by { $due }; no progress is said plainly too.
private-first = For after-sales of this group only I contact you: no codes, no transfers.

my-title = Your cases:
my-line = #{ $number } { $product } · { $state } · logged { $date }
my-line-plain = #{ $number } { $state } · logged { $date }
my-closing = Tap a number for progress, to add or to withdraw.
my-empty = You have no cases. To log one, send /aftersales.
my-group = Group: { $group }
which-case = You have several open cases. To which does this belong? Tap its number, then add.
sent-file = ({ $file })
sent-photo = picture
sent-document = file
sent-video = video
sent-voice = voice note
added-too-many = This case has { $limit } files already and takes no more. Write me what matters.
