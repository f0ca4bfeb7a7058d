## Teaching

withdrawn = I misread this; it does not count.
    If you want to ask something, just say so here.
taught-wrong = Noted: words like "{ $words }" no longer count as { $kind }.
taught-missed = Noted: words like "{ $words }" count as { $kind } from now on.
taught-nothing = "{ $words }" says too little to be an example.
taught-withdrawn = The answer in the group is being taken back.
taught-undo = Taught by mistake? Tap "Take it back".
taught-taken-back = Taken back: words like "{ $words }" are judged as before.
missed-which = What is this? "{ $words }"
missed-answered = It was answered in the group.
missed-not-answered = Nothing more was said in the group. { $why }
lessons-title = I was taught { $total }, the latest { $shown }:
lessons-line = { $number }. "{ $words }" → { $kind } · { $date }
lessons-empty = I was taught nothing yet.
    Misread: tap "False alarm"; overlooked: reply /missed to it in the group.
