## Parcels: a line on the card, news, the route

parcel-or = { $first } or { $last }
parcel-courier-unknown = courier not known yet
parcel-unseen = no record yet
parcel-line = Parcel: { $number } { $courier } · { $state } · { $seen } { $place } (asked { $asked })
parcel-line-unknown = Parcel: { $number } { $courier } · { $why }
parcel-station = { $time } { $said }
parcel-event = { $state }: { $said }
parcel-note = The parcel of #{ $number }, { $parcel }: { $state }
parcel-note-stalled = No new record for { $length }.
parcel-note-last = The last one: "{ $said }"
parcel-note-cause = It looks like "{ $cause }"; if so, tap below.
parcel-which = Which courier is { $number }? Only the right one can be asked.
parcel-none = This case has no parcel number. The member can send it in private.
parcel-no-route = { $number }: no route to be had now, { $why }.
parcel-mend = { $how }
parcel-sample = a sample of the same batch
parcel-own = the member's parcel
parcel-source = { $source }, asked { $asked }
parcel-more = earlier records left out
parcel-route = The route of the parcel of #{ $number }, asked { $asked }; for those on duty only.

parcel-state-unknown = state unclear
parcel-state-ordered = ordered, not collected
parcel-state-collected = collected
parcel-state-moving = on its way
parcel-state-customs = in customs
parcel-state-customs-held = held in customs
parcel-state-delivering = out for delivery
parcel-state-to-collect = to be picked up
parcel-state-trouble = trouble
parcel-state-delivered = delivered
parcel-state-returning = on its way back
parcel-state-returned = returned
parcel-state-refused = refused

parcel-why-unknown = the courier has no record yet
parcel-why-phone = this courier wants the last four digits of the phone
parcel-why-busy = just asked; once in half an hour
parcel-why-away = the service does not answer
parcel-why-key = the account is refused or used up
parcel-why-number = number or courier is wrong
parcel-why-answer = the service's answer makes no sense
parcel-why-unset = parcel queries are not connected
parcel-how-phone = Ask the member to send "phone ends in 1234" in private.
parcel-how-key = Whoever runs the bot: check YOUJU_KUAIDI100_KEY or YOUJU_SEVENTEENTRACK_KEY.
parcel-how-number = Check the number, or ask the member to send it again.
parcel-how-unset = Whoever runs the bot: set YOUJU_KUAIDI100_CUSTOMER and YOUJU_KUAIDI100_KEY (cross-border: YOUJU_SEVENTEENTRACK_KEY).

button-t-route = See route
button-t-cause = Set this cause
event-parcel = parcel
event-cause = cause changed
live-title = { $name } · parcel
live-note = a sample of the same batch, { $first } → { $last }, { $state }, number covered ({ $source }, asked { $asked })
live-note-empty = a sample of the same batch, { $state }, number covered ({ $source })
live-which-courier = { $number } could be { $couriers }; put the courier before the number and send it again.
live-no-route = { $number }: no route to be had now, { $why }.
    { $how }
live-no-font = This machine has no Chinese font, so the route cannot be drawn. Whoever runs the bot: install fonts-noto-cjk or fonts-wqy-microhei, then send it again.
