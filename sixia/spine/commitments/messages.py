"""What is said to people about a promise."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.notifications.messages import message

message(
    "commitments.promised",
    subject=_("You answer for the promise %(number)s"),
    body=_("A promise was made for which your post answers: %(number)s. Please read what was promised and by when."),
)
message(
    "commitments.reported",
    subject=_("Promise %(number)s is reported done"),
    body=_(
        "The unit says that promise %(number)s is done. It counts as kept only when someone it is for, or from outside, says so."
    ),
)
message(
    "commitments.asked",
    subject=_("Is it done? A promise to you, case %(number)s"),
    body=_("What was promised to you in case %(number)s is said to be done. Please say whether it is so: your word counts."),
)
message(
    "commitments.confirmed",
    subject=_("Promise %(number)s is kept"),
    body=_("Promise %(number)s was confirmed as kept. It will be looked at again later."),
)
message(
    "commitments.contradicted",
    subject=_("Promise %(number)s is not kept, they say"),
    body=_("Promise %(number)s was looked at and is not kept. It is open again and yours to keep."),
)
message(
    "commitments.changed",
    subject=_("Promise %(number)s is due on another day"),
    body=_("Promise %(number)s, for which you answer, was given another day. Old day and reason stay in sight."),
)
message(
    "commitments.asked_to_drop",
    subject=_("Promise %(number)s: they ask to drop it"),
    body=_(
        "The unit that answers for promise %(number)s asks that it be dropped. Please approve or refuse; until then it is owed,"
        " and its day stands."
    ),
)
message(
    "commitments.refused_to_drop",
    subject=_("Promise %(number)s is not dropped"),
    body=_(
        "It was asked that promise %(number)s be dropped. That was refused; the reason stands with the promise. Please keep it."
    ),
)
message(
    "commitments.given_up",
    subject=_("A promise to you was dropped: %(number)s"),
    body=_(
        "Promise %(number)s, made to you, was dropped with reason and approval. Where it was made on your case, the reason stands"
        " on its page; else please ask us for it. If you do not agree, tell us: what you raised is not settled by it."
    ),
)
message(
    "commitments.dropped",
    subject=_("Promise %(number)s is dropped"),
    body=_("Promise %(number)s was dropped, with reason and approval. Those to whom it was made should hear it from you."),
)
message(
    "commitments.relapsed",
    subject=_("Promise %(number)s no longer holds"),
    body=_("Promise %(number)s was looked at again and no longer holds. It is owed again."),
)
message(
    "commitments.handed_over",
    subject=_("Promise %(number)s is yours now"),
    body=_("Promise %(number)s was handed over to your post. You answer for it from now on."),
)
message(
    "commitments.due",
    subject=_("Promise %(number)s is due on %(due_on)s"),
    body=_(
        "Promise %(number)s, for which you answer, is due on %(due_on)s. If it cannot be kept, say so before the day, and why."
    ),
)
message(
    "commitments.late",
    subject=_("Promise %(number)s is late"),
    body=_("Promise %(number)s was due on %(due_on)s and is not confirmed as kept. Please see what stands in its way."),
)
message(
    "commitments.recheck",
    subject=_("Look again at promise %(number)s"),
    body=_("Promise %(number)s was kept. The day has come to look whether it still holds."),
)
