## Incidents: for members

receipt-incident = You are not the only one with this. Where it stands: { $state }
incident-also = { " " }(This is also about { $numbers }.)

## Incidents: for staff

incident-proposed = This looks like one problem: { $title }. Cases within 24 hours: { $count }
incident-open = Incident: { $title } · cases: { $count }, still open: { $open }
incident-declined = Noted, not one problem: { $title }
incident-closed = Incident over: { $title } · cases: { $count }
incident-line = #{ $number } { $state } · { $member } · { $summary }
incident-line-doubt = Doubt { $state } · { $member } · { $summary }
incident-more = { $count } more.
incident-said = Everybody was told ({ $at }): "{ $words }"
incident-silent = Nobody was told anything yet.
incident-each = Each case goes its own way; complaints alike join by themselves, and their receipt says where it stands.
incident-still-open = Still open ({ $count }), each goes its own way: { $numbers }
incident-none-open = No case is open.
incident-ask = What shall everybody in "{ $title }" read? Where it stands, and when there is word again. Just send it, you see it first.
incident-preview = Everybody will read:
incident-preview-words = News: { $words }
incident-preview-count = In private: { $private }. Under the own message in the group: { $thread }. Outside the contact windows it waits for one.
incident-preview-muted = Want no messages, get none: { $count }
incident-preview-statement = The statement in the group says it too.
incident-sent = Fine, { $count } will hear it, and each case has a line.
incident-sent-none = Fine, each case has a line. Nobody has a private chat or a number, so nobody is written to.
incident-sent-statement = The statement in the group says it too.
incident-not-sent = Fine, nothing was sent.
incident-banned = "{ $found }" promises more than can be kept. Change it and send it again.
incident-empty = Nobody is left to be told: the cases are closed.
incidents-title = Incidents:
incidents-line = { $title } · { $state } · cases: { $count }
incidents-none = There is no incident now. Open one yourself: /incident name #1001 #1002
incident-state-proposed = waits for you
incident-state-open = going on
incident-numbers = There are no such cases: { $numbers }. Write /incident name #1001 #1002.
incident-exists = "{ $title }" is there already, see /incident.
event-incident = Joined an incident
event-incident-told = Told to all
button-i-accept = One problem
button-i-decline = No
button-i-tell = Tell all
button-i-send = Send to all
button-i-unsend = Do not send
button-i-close = End
button-i-show = Details
menu-incident = Incidents
setting-incidenttickets = Incident cases
setting-unit-incidenttickets = cases
setting-note-incidenttickets = Cases of so many members with one cause, shop or courier within 24 hours: you are asked whether it is one problem.
