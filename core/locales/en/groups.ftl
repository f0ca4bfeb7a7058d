## Coming into a group

greeting = Hello, I am youju: the proof and after-sales assistant of this group.
    In doubt about a product? Say so here: what is on file is shown, what is not is said plainly and asked for.
    For after-sales send /aftersales; number, progress and answers are kept with me.
adder-not-admin = I am youju and work only where the owner or an administrator of the group adds me.
    For now I read nothing and say nothing. An administrator, please remove me and add me again.
adder-unknown = I am youju. An anonymous administrator added me, so I cannot tell who is in charge of this group.
    For now I read nothing and say nothing. Please remove me and add me again with your own account.
adder-not-open = I am youju. The account that added me is not enabled, so I read nothing and say nothing.
    Whoever runs this bot, please put the account on the list, then remove me and add me again.

## Groups and people

why-quiet = Not answered: this group is silent now.
why-quota = This member said a lot within the hour; noted.
quota-member = { $hail }All you said this hour is noted, the liaison looks at it together; no need to send it again.
quota-communities = I am youju. There are { $limit } groups already, so I do not read this one.
    Send /release in one that you no longer use, then remove me and add me again.
quota-evidence = There are { $limit } items on file already, so this one was not kept. Retire some in /library first.
quota-staff = There are { $limit } people on duty already; remove somebody before you invite.

button-setup = For the owner
button-claim = Claim this group
greeting-owner = Owner: tap below to see what is still missing.
adder-staff = I am youju. Whoever added me is on duty elsewhere; please tap below to say where this group belongs.
adder-waits = I am youju. The account that added me needs the operator's yes; I have asked.
    Until then I read nothing and say nothing; after that I start by myself, no need to add me again.
adder-other-owner = I am back. This group was connected before and belongs to whom it did, with all its data.
    To change that: /release by its owner, or a claim by the group's creator.
arrival-which = You added me to "{ $group }". To which workspace does it belong?
arrival-own = One of my own
arrival-joined = "{ $group }" is connected, in "{ $workspace }".
arrival-joined-owner = { $name } connected "{ $group }" to your workspace. If it is not yours, send /release there.
operator-account = { $name } ({ $user }) wants a workspace and added me to "{ $group }". Agreed?
button-a-approve = Agreed
button-a-refuse = No
account-approved = Agreed; { $count } group(s) of { $name } start to work.
account-refused = Noted; { $name } gets none.
account-told = The operator agreed; "{ $group }" starts to work now.

mode-ask = "{ $group }" is connected and runs as "{ $mode }". How shall I answer?
    Automatic: what I am sure of at once, the rest to you. Review: everything to you first, one tap sends it. Trial: not a word in the group.
mode-set = "{ $group }" runs as "{ $mode }" now.
checklist-title = What "{ $workspace }" still lacks (checked { $clock }):
checklist-title-done = "{ $workspace }" has all it needs (checked { $clock }):
checklist-read-ok = ✓ { $group }: I can read, and post pictures
checklist-read = ✗ { $group }: I see commands only. Make me administrator, or turn off Group Privacy in BotFather, then remove me and add me again
checklist-send = ✗ { $group }: I cannot post. Allow "Send messages" in the group's permissions, or make me administrator
checklist-media = ✗ { $group }: I cannot post pictures. Allow "Send photos and files" in the group's permissions, or make me administrator
checklist-gone = ✗ { $group }: I am not in it. Add me again, all data is kept
checklist-none = ✗ No group yet. Add me to one that you administer
checklist-more = { $count } more groups were not checked one by one.
checklist-room-ok = ✓ Staff room: { $room }
checklist-room = – No staff room, so everybody is told in private. For one place: make a group with only those on duty, add me, send /staffroom
checklist-proof-ok = ✓ { $count } items on file
checklist-proof = ✗ Nothing on file yet, so doubts get a promise to ask. Send a picture with a line /evidence; to see answers first, set the group to "Review"
checklist-hours-ok = ✓ Service { $hours }, members contacted { $windows }
checklist-hours = ✗ Service { $hours }, members contacted { $windows }. If right, tap "As it is"; if not, /settings
checklist-policy-ok = ✓ Rules: no-reason return { $noreason } days, defects { $quality } days, damage within { $damage } hours
checklist-policy = ✗ Rules: no-reason return { $noreason } days, defects { $quality } days, damage within { $damage } hours. If right, tap "As it is"; if not, /settings
checklist-clock = · My clock says { $clock }, time zone { $zone }; if wrong: /settings zone
checklist-bots = · Promotions posted by other bots I cannot see. Turn on Bot-to-Bot Communication Mode in BotFather, or reply to the post with /promote
button-w-check = Check again
button-w-hours = As it is
button-w-use = This one
digest = What has waited for you:
    Open cases: { $tickets }, /tickets
    Proof asked for: { $requests }, send a picture with a line /evidence
    To be looked at: { $reviews }, just below

claim-code = Send this line in the group to show that you administer it (valid { $minutes } min, once):
    /claim { $code }
claim-how = Tap the button to get a code in private, then send /claim CODE here.
claim-wrong = This code is wrong, expired or used. Tap the button for another.
claim-not-admin = Whoever has this code is no administrator of this group; nothing was claimed.
claim-not-creator = This group is taken care of. To change that: /release by its owner, or a claim by the group's creator.
claim-yours = This group is yours already.
claim-done = Claimed. This group belongs to { $name } now, and its data begins anew.
claim-lost = "{ $group }" was claimed by its creator and no longer belongs to your workspace. Its earlier cases and data stay with you.
release-confirm = Release "{ $group }"? I no longer read it then.
    Its cases and data stay with you; whoever connects it next begins anew.
button-j-release = Yes, release
button-j-keep = Not now
button-j-here = Here
button-j-own = One of my own
released = "{ $group }" is released, I no longer read it.
    To use me again, an administrator of the group taps "Claim this group".
release-kept = Nothing was changed.
room-set = This group is now the staff room of "{ $workspace }": alerts and cases come here, small talk is not read.
room-off = This group is no longer the staff room; alerts go to private chats.
room-lost = I was removed from the staff room "{ $room }"; alerts go to private chats.
room-is-community = This group has members, it is a community. Send /release first, then /staffroom.
room-taken = This group is the staff room of another workspace already.
quiet-on = I say nothing here until { $until }; cases are logged as ever.
    To end it sooner: /resume.
quiet-wrong = "{ $typed }" is not clear. Write /quiet 2h or /quiet 30m, from { $low } to { $high }.
resumed = I am back.
    What was logged meanwhile is in /tickets.
resumed-already = I was not silent.
lost-reading = In "{ $group }" I see commands only: I am no administrator any more. Make me one again and all is well.
lost-voice = In "{ $group }" I cannot post any more. Allow it in the group's permissions, or make me administrator.
lost-media = In "{ $group }" I cannot post pictures any more. Allow it in the group's permissions, or make me administrator.
left-group = I was removed from "{ $group }" and no longer read it; all data is kept. Add me again to go on.
