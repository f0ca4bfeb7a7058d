## People on duty

staff-title = On duty in "{ $workspace }": { $count }
staff-line = { $name } · { $role }
staff-line-away = { $name } · { $role } · has not started me, gets no alerts
staff-how = Tap a name to change the role, remove or hand over; an invite link is valid for 24 hours, once.
button-s-admin = Invite an admin
button-s-liaison = Invite a liaison
button-s-role-admin = Make admin
button-s-role-liaison = Make liaison
button-s-remove = Remove
button-s-hand = Hand over
button-s-sure-remove = Yes, remove
button-s-sure-hand = Yes, hand over
button-s-accept = Accept
button-s-decline = Decline
button-s-list = Back
invite-link = An invite as { $role }, valid until { $until }, once:
    { $url }
    Forward it to whoever comes on duty; open it and tap "Start".
invite-wrong = This invite link is not right. Ask whoever sent it for another.
invite-used = This invite link has been used. Ask whoever sent it for another.
invite-expired = This invite link has expired. Ask whoever sent it for another.
invite-already = You are on duty in "{ $workspace }" already, as { $role }.
invite-welcome = In "{ $workspace }" you are { $role } now.
invite-told = { $name } used the invite and is { $role } now.
person-card = { $name } · { $role }, since { $since }
person-tickets = Looks after { $count } cases.
role-set = { $name } is { $role } now.
role-told = In "{ $workspace }" you are { $role } now.
remove-confirm = Remove { $name }? The { $count } cases go to the owner.
removed = { $name } is removed.
removed-tickets = Cases that came to you: { $numbers }
removed-told = You are no longer on duty in "{ $workspace }".
hand-confirm = Hand all of "{ $workspace }" to { $name }? It counts once they accept; you stay as admin.
hand-asked = { $name } has been asked; it changes hands on acceptance, within 24 hours.
hand-offer = { $owner } wants to hand "{ $workspace }" to you: groups, proof, cases and settings.
hand-owner-already = Nobody can own two workspaces, and { $name } has one.
hand-not-started = { $name } has not started me, so I cannot ask. They should open me and send /start first.
hand-done = "{ $workspace }" belongs to { $name } now.
hand-declined = { $name } did not accept "{ $workspace }".
which-workspace = You are on duty in several workspaces. Which one do you mean?
workspace-chosen = "{ $workspace }" it is. Please send it once more: { $again }
workspace-chosen-plain = "{ $workspace }" it is.
workspace-named = "{ $workspace }"
