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
product-promoted = Registered: { $product }. Questions under that post are answered for it.
product-promoted-price = Registered: { $product }, { $price }. Questions under that post are answered for it.
boxes-title = What is covered: page { $page } of { $pages }
boxes-boxes = Red is covered, grey is not; tap a number to switch. Mobile, ID and card numbers stay covered.
boxes-adding = Tap the upper left cell of what to cover, then the lower right; or send B2-D3. To be exact, "Zoom" first.
boxes-zooming = Tap a cell to zoom around it.
boxes-corner = Upper left: { $cell }; now the lower right.
boxes-on = ✓{ $number } { $what }
boxes-off = ○{ $number } { $what }
