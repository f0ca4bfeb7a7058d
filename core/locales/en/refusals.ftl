## Where something does not work

refuse-command = This command is for administrators. You can send /aftersales or /mytickets.
refuse-role = This takes { $role }.
refuse-private-only = Cases and data are shown in private only; tap my picture and send it there.
refuse-group-only = This command works in the group, as a reply to the promotion.
refuse-in-group = This command belongs into the group.
refuse-anonymous = An anonymous account cannot do this; send it with your own.
refuse-reply-wanted = Please use this command as a reply to a message.
refuse-number = There is no case #{ $given }. The nearest: { $nearest }.
refuse-number-none = There is no case #{ $given }.
refuse-number-missing = Which case? Write it like /ticket 1024.
refuse-number-form = "{ $given }" is not a case number. Write it like /ticket 1024.
refuse-length = Too long: at most { $limit } characters, this has { $length }.
refuse-empty = Nothing arrived, please send it again.
refuse-storage = It could not be stored, nothing was changed. Please send it again.
refuse-unknown = That is not clear to me. /help has the commands.
refuse-missed-known = This one is being handled already.
refuse-missed-member = This was not said by a member. Reply /missed to what a member said.
refuse-missed-words = This has no words, so it cannot be told what it says.
refuse-wrong-target = I cannot tell which one. Reply /wrong to my answer.
refuse-start-first = Send me /start in private first, then this here again.
refuse-no-workspace = You have no workspace yet. Add me to a group that you administer and you have one.

problem-evidence-empty = Send the file with one line, say: /evidence authorization SunSpray 2026-12-31 issued by the brand
    Kinds: { $choices }.
problem-unknown-kind = There is no kind "{ $typed }".
    Nearest: { $choices }.
    Kinds: logistics, authorization, channel, inspection, purchase, customs, statement, feedback.
problem-name-missing = After "{ $kind }" the product or brand is missing; * for all products.
problem-unknown-product = No product "{ $name }".
    Nearest: { $choices }.
    To add it: /product { $name }
problem-ambiguous-product = "{ $name }" fits several, write more of it.
    It could be: { $choices }.
problem-not-a-date = "{ $typed }" is no date. Write it like 2026-12-31; for no end: 长期.
problem-no-such-date = There is no day "{ $typed }". Write it like 2026-12-31; for no end: 长期.
problem-date-past = "{ $typed }" is over, today is { $today }. Write a date that lies ahead.
problem-date-too-far = "{ $typed }" is too far ahead, at most { $years } years; for no end: 长期.
problem-date-future = "{ $typed }" lies ahead. Write the day it was issued, say 2026-11-15.
problem-date-first = { $kind } needs a validity: change "Valid until" first, then the kind.
problem-field-empty = Nothing arrived, please send it again; to empty it, tap "Clear".
problem-field-too-long = This field has { $count } characters, at most { $limit }; shorten it.
problem-date-needed = { $kind } needs a validity. Put a date after the product, say 2026-12-31; for no end: 长期.
problem-file-needed = { $kind } needs a picture or PDF; send this line with the file.
problem-note-needed = { $kind } without a file needs a note at the end of the line.
problem-note-too-long = The note has { $count } characters, at most { $limit }; shorten it.
problem-product-name-missing = The name is missing: /product name | alias,alias | brand
problem-product-dispatch = "{ $typed }" is no dispatch time: 1 to { $limit } hours, or days, e.g. 发货 48
problem-product-name-too-long = The name is too long, at most { $limit } characters: { $name }
problem-product-too-many-parts = Split by | into { $count } parts, at most three: /product name | alias,alias | brand
    More may follow: | 发货 48 | 类目 fresh food | 店铺 shop | 快递 courier
problem-brand-too-long = The brand is too long, at most { $limit } characters: { $brand }
problem-too-many-aliases = { $count } aliases, at most { $limit }.
problem-alias-too-short = The alias "{ $alias }" has one character and would be found everywhere; use two or more.
problem-alias-too-long = The alias is too long, at most { $limit } characters: { $alias }
upload-kept = The file is kept; just send the line again.

bad-file-empty = This file is empty, please send it again.
bad-file-too-large = The file has { $size_mb } MB, at most { $limit_mb } MB; make it smaller.
bad-file-heic = HEIC cannot be taken. Send it as "Photo" rather than "File", which makes a JPEG of it; or open it and send a screenshot.
    To save trouble: iPhone Settings → Camera → Formats → Most Compatible.
bad-file-disguised = The file calls itself { $claimed } but holds { $found }; it was not taken. Send it as a picture.
bad-file-not-picture = Only JPEG, PNG, WebP and PDF are taken; this file was not.
bad-file-animated = An animation is no proof; send a screenshot.
bad-file-damaged = This file cannot be opened, perhaps it is incomplete; please send it again.
bad-file-too-many-pixels = The picture has { $megapixels } million pixels, at most { $limit } million; make it smaller.
bad-file-locked = This PDF has a password; send one without.
bad-file-too-many-pages = This PDF has { $pages } pages, at most { $limit }; send the ones that matter.

refuse-move-role = This takes an admin or the owner.
refuse-move-kind = This does not fit this case.
refuse-move-open = This case is still open: "Resolve" it first.
refuse-move-waiting = This case still waits: "Resolve" it first.
refuse-move-resolved = This case is resolved: "Reopen" it first.
refuse-move-closed = This case is closed: "Reopen" it first.
refuse-move-others = Somebody else is in charge of this case; they or an admin can do it.
refuse-move-unresolved = This case has no outcome yet: "Resolve" it and choose one.
refuse-move-on-whom = Choose for whom it waits: merchant, courier, platform, member or proof.
refuse-move-to-whom = Choose to whom it goes.
refuse-move-outcome = Choose an outcome.
refuse-move-number = This case has no number yet, please tap again.
refuse-move-nobody = Nobody is in charge of this case: "I take it" first.
refuse-no-promotion = This is not registered as a promotion, so there is nothing to end.
product-promotion-ended = Ended: { $product }. Doubts that name no product no longer count for this post.
product-merged = Merged: "{ $draft }" is { $product }; both names are known from now on.
review-products = Which one is this about? Tap it and it is answered so.
aftersales-where = Please send /aftersales in the group where you bought it; then the progress is here.
upload-album-bad = File { $place } was not taken: { $why }
upload-album-rest = The other { $count } are kept, nothing was published. Send the whole set again, or leave the bad one out.
form-link-wrong = This link is not for you, or not complete. /mytickets shows your own cases.
form-link-used = This link has been used. Send /mytickets to go on adding.
form-link-old = This link has expired. Send /mytickets to go on adding.
bad-file-missing = There is no such file: { $name }
bad-file-path = The name of the file leads elsewhere, it was not taken: { $name }
bad-file-archive = This file of the archive cannot be opened, or is unreasonably large; it was not taken: { $name }
problem-too-many-files = At most { $limit } files a line.
