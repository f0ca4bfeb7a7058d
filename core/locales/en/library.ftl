## Evidence

preview-title = To be published: { $kind }
preview-product = Product: { $product }
preview-brand = Brand: { $brand }
preview-workspace = Scope: all products
preview-issuer = Issuer: { $issuer }
preview-note = Note: { $note }
preview-until = Valid until: { $until }
preview-files = Files: { $count }
preview-duplicate = Note: the same picture as the { $kind } filed { $date }. Publish it to replace that, or discard it if it was sent twice.
preview-draft-product = Note: "{ $product }" is still a draft product; publishing confirms it.
preview-shop = Shop: { $shop }
preview-tracking = Parcel numbers in the picture: { $numbers } (left readable, and it can be found by them)
preview-until-read = Note: the picture says valid until { $until }, which is not what you wrote.
preview-count = { $what } { $count }
preview-hidden = Covered: { $what }. The original on the left is seen by you only, the right one goes out.
preview-nothing-hidden = Nothing was read that needs covering.
preview-unread = Not everything could be read by machine. Please look yourself: publish only once phones, names, addresses and ID numbers are covered; more under "Edit covering".
preview-still-readable = What was covered can still be read by machine, so it was not published. Below with more covered; if that is not enough: "Edit covering".
hidden-mobile = mobile
hidden-phone = phone
hidden-name = name
hidden-address = address
hidden-id = ID number
hidden-order = order number
hidden-card = card number
hidden-mail = e-mail
hidden-account = account
hidden-code = pick-up code
hidden-drawn = by hand
evidence-published = Published: { $kind }, { $scope }. From now on I answer with it.
evidence-published-until = Valid until { $until }; I remind you before it ends.
evidence-published-waiting = It was posted to { $count } who waited for it.
evidence-discarded = Discarded; no file was kept.
evidence-ask-until = An authorization needs a validity. Just reply with the date, say 2026-12-31.
evidence-usage = Send the file with one line:
    /evidence authorization SunSpray 2026-12-31 letter issued by the brand
    In this order: kind, product or brand (* for all products), valid until, note; the last two may be left out.
    Kinds: logistics, authorization, channel, inspection, purchase, customs, statement, feedback. Channel, statement and feedback need no file.
library-title = On file { $from }–{ $to } of { $total }
    Looked for: { $words }
library-line = { $mark } { $kind } · { $scope } · valid until { $until }
library-line-plain = { $mark } { $kind } · { $scope }
library-empty = Nothing on file yet, so doubts get a promise to ask. Send a picture with a line /evidence to begin.
library-none = Nothing on file fits "{ $words }".
    Look for a product, a brand, a kind or words of the note; or write: 草稿 (drafts), 快到期 (ending), 过期 (expired), 停用 (retired).
library-usage = Tap a number for details. To find one: /library and a product, a kind or words of the note; or 草稿 (drafts), 快到期 (ending), 过期 (expired), 停用 (retired).
item-draft = draft, not published
item-published = in use
item-retired = retired
item-expired = expired, not used any more
item-ends = in use, { $days } days to go
card-item = { $kind } · { $scope }
card-item-state = State: { $state }
card-item-brand = Brand: { $brand }
card-item-issued = Issued: { $day }
card-item-shop = Shop: { $shop }
card-item-region = Region: { $region }
card-item-check = How to check: { $check }
card-item-files = Files: { $count } (watermark: { $mark }, no forwarding: { $protect })
card-item-added = Filed: { $day }, { $name }
card-item-used = Used { $count } times, last { $day }
card-item-unused = Not used yet
flag-yes = yes
flag-no = no
flag-on = on
flag-off = off
flag-auto = as set
long-term = no end
ask-field = { $field }: send me the new words. To leave it: /cancel.
ask-field-kind = Which kind of proof is it?
ask-field-scope = Which product is it about? Send the name of a product or brand; for all products tap the button. To leave it: /cancel.
ask-field-until = Valid until when? Send a date, say 2027-12-31, or tap one. To leave it: /cancel.
ask-field-issued = Issued when? Send a date, say 2026-11-15. To leave it: /cancel.
ask-field-check = How can members check it themselves? Steps or an official link; shown to whoever does not trust pictures. To leave it: /cancel.
ask-field-mark = Put the watermark with group and date on it when it is posted?
ask-field-protect = Forbid forwarding and saving when it is posted?
ask-field-now = It is now: { $now }
ask-files = Send me the new { $kind }, one picture or a set; it is replaced once you publish the preview. To leave it: /cancel.
ask-retire = Retire this { $kind }? It is not used any more then, and cannot be brought back.
ask-retire-used = { $count } answers in groups used it; a note is added there.
item-saved = { $kind }: saved.
item-saved-answers = { $count } answers in groups that used it have a note now.
item-gone = { $kind }: retired, no longer used in answers.
item-replaced = { $kind }: the files are replaced, it is still the same item.
evidence-changed = Somebody just changed this item, so yours was not saved. Open it anew.
uses-title = { $kind } is used in { $count } answers, the latest:
uses-line = { $at } { $group } · { $member }: "{ $words }" { $link }
uses-line-plain = { $at } { $group } · { $member }: "{ $words }"
uses-none = { $kind } has not been used in an answer yet.
link-open = open
ending-soon = { $kind } · { $scope }: { $days } days to go.
ending-today = { $kind } · { $scope }: ends today, not used from tomorrow on.
ending-over = { $kind } · { $scope }: has ended, not used any more.
ending-many = { $count } items end soon or have just ended:
ending-more = The others: /library 快到期
ending-how = A new one: "Replace file"; the same one prolonged: "Extend".

## Products

products-title = Products { $from }–{ $to } of { $total }
products-line = { $name } · { $brand } · { $count } on file
products-line-plain = { $name } · { $count } on file
products-draft = (draft)
products-empty = No products yet. Post a promotion in the group, or write /product name | alias,alias | brand
product-saved = Saved: { $name }
    Aliases: { $aliases }
    Brand: { $brand }
    List price: { $price }
product-saved-more = Shop: { $shop }
    Category: { $category }
    Courier: { $courier }
    Dispatch: within { $hours } hours of payment
product-promoted = Registered: { $product }. Questions under that post are answered for it.
product-promoted-price = Registered: { $product }, { $price }. Questions under that post are answered for it.
boxes-title = What is covered: page { $page } of { $pages }
boxes-boxes = Red is covered, grey is not; tap a number to switch. Mobile, ID and card numbers stay covered.
boxes-adding = Tap the upper left cell of what to cover, then the lower right; or send B2-D3. To be exact, "Zoom" first.
boxes-zooming = Tap a cell to zoom around it.
boxes-corner = Upper left: { $cell }; now the lower right.
boxes-on = ✓{ $number } { $what }
boxes-off = ○{ $number } { $what }
stack-how = { $count } files received. Is each an item of its own, or are they one together?
stack-known = Chosen: { $known }
stack-ask-kind = Which kind of proof is it?
stack-ask-scope = Which product is it about? Tap one, or send the name of a product or brand.
stack-ask-until = Valid until when? Tap one, or send a date, say 2027-12-31.
stack-ask-file = Send me the file: picture or PDF, one or a set.
stack-ask-note = A word about it: who issued it, and what it says. Just write it.
stack-unknown = There is no product called "{ $name }". Tap "New product", or send another name.
stack-skip = Leave out
stack-read = From the picture
stack-read-day = last day from the picture
stack-text-only = Words only
stack-file-wanted = A file is wanted here: picture or PDF.
stack-reading = Looking at the files: { $done } of { $total }
stack-ready = Done; all { $count } are on the card below, ◀ ▶ turns it.
stack-place = { $at } of { $total }
    Please look at: { $doubts }
stack-doubt-unread = no words could be read
stack-doubt-duplicate = the same as one on file
stack-doubt-until = no validity
stack-publish-sure = Publish the { $count } without doubts
stack-accepted = { $count } are checked once more, then published.
stack-finished = All of these are dealt with.
stack-dropped = Nothing of this was kept.
gaps-none = All promoted products have their proof, no gaps.
gaps-title = Gaps: { $count } promoted products
gaps-today = Of what was promoted today, { $count } products lack proof:
gaps-line = { $product }: lacks { $kinds }; cannot answer on { $reasons } now
gaps-claims = { $product }: the promotion says { $claims }, nothing on file supports it
gaps-cover-shop = There is { $kind } (for the shop "{ $shop }" only): name the product's shop and it can be used
gaps-cover-brand = There is { $kind }: name the product's brand and it can be used
gaps-cover-widen = Another product of the brand has { $kind }: let it speak for the whole brand and it can be used
gaps-open = See { $kind }
gaps-more = The others: /gaps
gaps-how = A picture with a line /evidence fills it.
gaps-risky = This promotion will be asked about, and proof is missing: { $product } ("{ $group }")
gaps-risky-price = Promoted at: { $price }
gaps-risky-why = Because: { $why }
gaps-why-words = it speaks of brand, authorization or direct mail
gaps-why-price = it costs less than 40 % of the list price
gaps-why-doubted = it was doubted before
recall-usage = With the product: /recall SunSpray. To answer again: /recall SunSpray end
recall-ask-what = What went wrong with { $product }? One plain sentence; members see it. Say: the letter of the November batch named another shop.
recall-ask-remedy = How is it made good? What, and until when. Say: whoever returns it may, postage is ours, done by 11-30.
recall-preview = Recall of { $product }; this is what is said:
recall-said = { $product }: this time we were wrong. { $what }
    { $remedy }
recall-preview-answers = { $count } answers in groups get a note, and proof is no longer shown for this one.
recall-preview-people = { $count } who asked or have a case are told once each.
button-p-recall = Yes, recall
button-p-norecall = Not now
recall-dropped = Nothing was sent.
recall-done = { $product } is recalled: { $answers } answers have a note, { $people } members are told once each.
recall-draft = The words in the group are yours to post; a draft:
recall-end-how = To answer again: /recall { $product } end
recall-over = { $product } is answered as usual again.
recall-none = "{ $product }" is not recalled, there is nothing to end.
recall-note = Correction ({ $date }): with this one we were wrong. { $what }
    { $remedy }
recall-hello = { $hail }I am youju, the after-sales assistant of "{ $group }".
recall-way-on = If you have bought it and want it settled, send /aftersales in the group.
recall-names = { $names }:
recall-answer = { $hail }About this one, plainly:
recall-promoted = { $product } was recalled { $day }, and has just been promoted again in "{ $group }": { $url }

same-picture = The same picture came in twice: what { $ticket } received.
same-picture-tickets = Also in: { $tickets }
same-picture-evidence = The library has it as well.
same-picture-how = Only staff see this. Perhaps the same person sent it again: look first.
praise-candidate = Somebody in the group spoke well of { $product }. Shall I ask to quote it?
praise-words = { $member }: "{ $words }"
praise-photo = It came with a picture, which is covered and shown to you before it is used.
praise-how = "Use it" asks the author in private. Without a yes nobody sees it.
praise-none = No praise waits for you. To collect it, first: /settings praise on
praise-skipped = Fine, it is left alone.
praise-asked = The author has been asked in private. It goes on file only with a yes.
praise-approved = The author has never started a chat with me, so I cannot ask. Until then it is not used.
praise-ask = { $hail } in "{ $group }" you said:
praise-quote = "{ $words }"
praise-ask-how = May I keep these words as they are and quote them when somebody asks, signed "{ $name }", { $date }? No is fine, too.
praise-agreed = Thank you. Your words are on file, not a letter changed. Whenever you would rather not, press "Withdraw".
praise-refused = Fine. It is not kept, and I will not ask again.
praise-withdrawn = Withdrawn. Nobody is shown it any more; where it was quoted, a note says so.
praise-never-edited = These are a member's own words and cannot be changed. Retire them if you no longer want them.
