## Answers to doubts

answer-price = { $hail }That far below the list price of { $list }, anybody would wonder. Here is what is on file, judge for yourself:
answer-price-plain = { $hail }At a price this low it is right to ask. Here is what is on file, judge for yourself:
answer-packaging = { $hail }Thank you for comparing, that helps everybody here.
answer-origin = { $hail }Whether it really ships direct shows best in the parcel record:
answer-origin-plain = { $hail }Where it ships from should be on record. This is what is on file so far, judge for yourself:
answer-authorization = { $hail }Whether the shop is authorized shows best in the letter itself:
answer-authorization-plain = { $hail }Asking for the authorization is fair. This is what is on file so far, judge for yourself:
answer-quality = { $hail }If it does not feel as expected, that should be cleared up. Here is what is on file, judge for yourself:
answer-verification = { $hail }A code that fails would make anybody think twice. Here is what is on file, judge for yourself:
answer-hearsay = { $hail }Having heard that, it is natural to ask. Here is what is on file, judge for yourself:
answer-proof = { $hail }Pictures alone are not enough, that is a fair point. You need not take mine, check it like this:
answer-proof-plain = { $hail }Pictures alone are not enough, that is a fair point.
answer-plain = { $hail }Here is what is on file, judge for yourself:
answer-missing = Not on file for this one: { $kinds }.
answer-close-packaging = If you can, reply here with a photo of what differs; the liaison checks it and answers you by { $due }.
answer-close-origin = Yours can be checked with its own number on the courier's site and should start in { $origin } too; if it does not, tap "Still unsure" and we look into it.
answer-close-origin-plain = Yours can be checked with its own number on the courier's site; if it does not match, tap "Still unsure" and we look into it.
answer-close-quality = If something is wrong with yours, tap "After-sales" and it is handled by the rules.
answer-close-verification = Reply here with a screenshot of the result, the number covered; the liaison checks it and answers you by { $due }.
answer-close-proof = The liaison has been asked for the original and answers under this message by { $due }, whether it came or not.
answer-close = Anything left open? Tap "Still unsure" and the liaison looks further.
answer-under-album = Anything left open after looking? Tap here.

proof-line = { $mark } { $head }: { $body }
proof-line-bare = { $mark } { $head }
proof-head = { $kind } ({ $source })
proof-sample = { $kind } (a sample of the same batch, { $source })
proof-sample-plain = { $kind } (a sample of the same batch)
proof-source = { $issuer }, filed { $date }
proof-source-issued = { $issuer }, { $date }
proof-source-date = filed { $date }
proof-until = valid until { $until }
proof-note-until = { $note }, valid until { $until }

correction-retired = Correction ({ $date }): { $mark } { $kind } has been withdrawn and no longer counts. For what is on file now tap "Still unsure".
correction-scope = Correction ({ $date }): { $mark } { $kind } is not about this product and does not count. For what is on file now tap "Still unsure".
correction-kind = Correction ({ $date }): { $mark } is: { $kind }.
correction-issuer = Correction ({ $date }): { $mark } was issued by { $issuer }.
correction-note = Correction ({ $date }): { $mark } should read: { $note }
correction-note-gone = Correction ({ $date }): the words to { $mark } are withdrawn, the picture counts.
correction-until = Correction ({ $date }): { $mark } is valid until { $until }.
correction-files = Correction ({ $date }): { $mark } { $kind } has been replaced; the new one counts.

pointer = { $hail }This was answered { $minutes } min ago with { $kinds }, { $link }.
    Anything left open after looking? Tap "Still unsure" and I pass it to the liaison.
pointer-now = { $hail }This was answered just now with { $kinds }, { $link }.
    Anything left open after looking? Tap "Still unsure" and I pass it to the liaison.
pointer-above = { $hail }This was answered just now with { $kinds }, in the message I am replying to.
    Anything left open after looking? Tap "Still unsure" and I pass it to the liaison.
kinds-several = { $kinds }
kinds-any = all that is on file
proof-any = proof

promise = { $hail }For this one I do not have { $kinds } yet, and before I have seen it I will not say either way.
    The liaison has been asked and answers under this message by { $due }, whether it came or not.
    If there is no hurry, it is fine to decide once you have seen it.
promise-pending = { $hail }For this one { $kinds } has been asked for already; before I have seen it I will not say either way.
    You hear here by { $due }, whether it came or not.
promise-kept = { $hail }The proof promised by { $due } is here, judge for yourself:
promise-kept-late = { $hail }The proof is here, later than the promised { $due }; you had to wait. Judge for yourself:
promise-kept-elsewhere = { $names }: the proof you all asked about is here, { $link }.
    Anything left open after looking? Tap "Still unsure" and I pass it to the liaison.
promise-kept-elsewhere-one = { $names }: the proof you asked about is here, { $link }.
    Anything left open after looking? Tap "Still unsure" and I pass it to the liaison.
promise-overdue = { $hail }You were to hear by { $due }. Plainly: { $kinds } has not come.
    The liaison asked again at { $asked }, no answer yet.
    Before I have seen it I still will not say either way.
    Next word here: by { $next }.
    If you have bought it and want it settled first, tap "After-sales"; it is handled by the rules.

returned = { $hail }You have sent it back already, so that is how it goes.
    If the refund does not arrive or the return is stuck, tap "After-sales" and we go on from there.
returned-proof = What is on file stays here, should you want to look:

promotion-over = This promotion ended at { $time }; the above is how it was then.

which-product-unknown = { $hail }I find no product of that name here. Is it one of these? Tap it and I get what is on file:
which-product = { $hail }Which one do you mean? Tap it and I get what is on file:
