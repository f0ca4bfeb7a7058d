## Commands

start-member = I am youju: the proof and after-sales assistant for what is promoted in the group.
    In doubt? Say so in the group, or send /proof there.
    After-sales: /aftersales. Progress: /mytickets.
    I never ask for codes or transfers, nor to change a review.
start-staff = I am youju. In { $workspace } you are { $role }.
    Doubts I answer from what is on file; what is missing I ask you for.
    Add proof: send a picture with a line /evidence. Cases: /tickets.
    All commands: /help
start-owner-new = Add me to your group, make me administrator, and I start.
    Once the first group is in, you find here what is still missing.
help-member = /aftersales log an after-sales case
    /mytickets your own cases
    /proof product what is on file (in the group)
    /language another language
    /cancel leave the form
help-liaison = /tickets the cases you look after
    /ticket 1024 see one, take it, resolve it
    /proof product what is on file (in the group)
    /away date person  hand over
    /merchant 1024 the answer of the merchant
    /keep 1024 note  add to a marked threat
    Reply to my card, and the answer goes into the case.
    /language another language
    /cancel leave the form
help-admin = /evidence add proof (a picture in private with one line)
    /library what is on file
    /gaps proof that is missing
    /praise praise that waits for you
    /product name | alias,alias | brand  add a product
    /products the list of products
    /promote product (in the group, as a reply to the post) register a promotion
    /quiet 2h be silent for a while, /resume speak again (in the group)
    /tickets cases, /ticket 1024 one of them
    /proof product what is on file (in the group)
    /away date person  hand over
    /merchant 1024 the answer of the merchant
    /keep 1024 note  add to a marked threat
    /crisis crises of trust, /incident incidents
    /missed what I overlooked (in the group, as a reply)
    /wrong what I got wrong (in the group, as a reply)
    /lessons what I was taught; can be taken back
    /language another language
    /cancel leave the form
help-owner = For the owner also: /staff the people on duty, /settings,
    /recall product  recall it, /dossier 1024 export the dossier,
    /staffroom make this the staff room, /release this group (in the group).
cancelled = Left; nothing was kept.
cancelled-adding = Left; what you sent is in the case.
cancel-nothing = There is no form open.

## The menu of commands

menu-start = What I am, and what you can do
menu-help = All commands
menu-aftersales = Log an after-sales case
menu-mytickets = Your own cases
menu-proof = What is on file
menu-cancel = Leave the form
menu-evidence = Add proof
menu-library = What is on file
menu-product = Add a product
menu-products = The list of products
menu-tickets = Cases
menu-ticket = One case
menu-away = Hand over: date and person
menu-promote = Register a promotion (as a reply)
menu-missed = I overlooked this (as a reply)
menu-quiet = Be silent for a while, say 2h
menu-resume = Speak again
menu-gaps = Proof that is missing
menu-praise = Praise that waits for you
menu-wrong = I got this wrong (as a reply)
menu-lessons = What I was taught
menu-recall = Recall a product: tell those who asked
menu-settings = Settings
menu-staff = People on duty
menu-staffroom = Make this the staff room
menu-release = Release this group
menu-claim = Claim this group
menu-merchant = Note the merchant's answer
menu-keep = Add to a marked threat
menu-dossier = Export the dossier

## The keyboard

key-aftersales = After-sales
key-mytickets = My cases
key-evidence = Evidence
key-library = Library
key-gaps = Gaps
key-tickets = Cases
key-products = Products
key-settings = Settings
key-staff = Staff
