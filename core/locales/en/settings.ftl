## Settings

settings-title = Settings of "{ $workspace }":
settings-line = { $name }: { $value }
settings-how = Tap one to change it, or write: /settings cooldown 30
settings-choose = { $name } is { $value } now.
settings-type = Or write: /settings { $name } { $example }
settings-set = { $name }: { $before } → { $after }
settings-same = { $name } is { $after } already.
settings-groups = How each group is answered:
settings-group = { $group }: { $mode }
button-g-groups = Modes by group
button-g-back = Back
button-g-check = Check again
setting-sensitivity = sensitivity
setting-windows = windows
setting-hours = hours
setting-cooldown = cooldown
setting-answers = answers
setting-receipts = receipts
setting-wait = wait
setting-opinion = opinion
setting-watermark = watermark
setting-protect = protect
setting-praise = praise
setting-admins = admins
setting-zone = zone
setting-language = language
value-careful = careful
value-standard = standard
value-keen = keen
value-on = on
value-off = off
value-minutes = { $number } min
value-per-hour = { $number } an hour
setting-note-opinion = If on, words that are unsure are shown to the model that the operator set; names and numbers are taken out first.
setting-note-watermark = If on, pictures posted in groups carry a light watermark with group and date.
setting-note-protect = If on, authorization letters posted in groups cannot be forwarded or saved.
setting-note-praise = If on, praise in the group is kept as a candidate; nobody sees it before its author agrees.
setting-note-wait = With nothing on file, wait some minutes for a human before I speak.
problem-setting-unknown = There is no setting "{ $typed }".
    Possible: { $choices }.
problem-setting-choice = "{ $typed }" is not one of the choices.
    Possible: { $choices }.
problem-setting-number = "{ $typed }" does not do: a whole number from { $low } to { $high }.
    Nearest: { $choices }.
problem-setting-span = "{ $typed }" is not clear: begin and end, at least half an hour, within a day.
    For example: { $choices }.
problem-setting-windows = "{ $typed }" is not clear. At most { $limit } spans of at least half an hour, not overlapping.
    For example: { $choices }.
problem-setting-value = What should it become?
    Possible: { $choices }.

settings-title-policy = After-sales rules:
settings-title-times = Times of follow-ups and answers:
page-policy = Rules
page-times = Times
setting-noreason = noreason
setting-excluded = excluded
setting-noreasonpay = noreasonpay
setting-quality = quality
setting-qualitypay = qualitypay
setting-damage = damage
setting-insurance = insurance
setting-cheap = cheap
setting-remedies = remedies
setting-liaisonlimit = liaisonlimit
setting-adminlimit = adminlimit
setting-first = first
setting-asking = asking
setting-progress = progress
setting-silence = silence
setting-check = check
setting-close = close
setting-warning = warning
setting-reminders = reminders
setting-merging = merging
setting-promises = promises
setting-days = days
setting-unit-noreason = days
setting-unit-quality = days
setting-unit-insurance = days
setting-unit-damage = h
setting-unit-cheap = yuan
setting-unit-liaisonlimit = yuan
setting-unit-adminlimit = yuan
setting-unit-first = min
setting-unit-asking = h
setting-unit-silence = h
setting-unit-check = h
setting-unit-close = h
setting-unit-warning = h
setting-unit-reminders = times
setting-unit-merging = h
setting-unit-promises = min
value-unit = { $value } { $unit }
value-buyer = buyer
value-merchant = merchant
setting-note-noreason = Days for a return without a reason, counted from the day after receipt.
setting-note-insurance = Days of freight insurance from receipt; 0 for none.
setting-note-damage = Hours after receipt within which damage is raised with photos.
setting-note-cheap = Up to this price a refund without return can be proposed.
setting-note-remedies = What can be done for each cause; what is not named goes by default.
setting-note-liaisonlimit = Beyond this the owner must agree.
setting-note-adminlimit = Beyond this the owner must agree.
setting-note-first = In turn: remind the liaison, again, tell the owner. Counted in service time.
setting-note-asking = While merchant, courier or platform is waited for: ask the liaison, again, tell the owner.
setting-note-progress = Without news: daily for so many days, then every so many days.
setting-note-silence = For so long after a human's words I send no progress.
setting-note-merging = Everyday reminders to one person are at least so far apart, merged into one.
setting-note-promises = In turn: complaint, proof, second complaint.
setting-note-days = 休 for a holiday; for a sale day its service hours, then its contact windows.
setting-example-excluded = 生鲜,定制
setting-example-remedies = 质量问题:换货,包邮退货;少件:补发
setting-example-days = 2026-10-01-2026-10-07 休; 2026-11-11 08:00-24:00 12:00-14:00,18:00-22:00
problem-setting-numbers = "{ $typed }" does not do: { $count } numbers, each { $low } to { $high }, separated by commas.
problem-setting-money = "{ $typed }" does not do: a sum of at most { $high } yuan, say 20 or 19.9.
problem-setting-words = "{ $typed }" does not do: at most { $limit } words separated by commas, each up to 12 characters; 无 for none.
problem-setting-remedies = "{ $typed }" is not clear. Write cause:remedy,remedy;cause:remedy.
    Causes: { $causes }
    Remedies: { $remedies }
problem-setting-days = "{ $typed }" is not clear. Write a date and 休, or a date and begin-end (at least two hours), at most { $limit } days; 无 for none.
    For example: 2026-10-01 休; 2026-11-11 08:00-24:00
setting-dossierdays = dossierdays
setting-unit-dossierdays = days
