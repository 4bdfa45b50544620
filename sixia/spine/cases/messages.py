"""What is said to people about a case."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.notifications.messages import message

message(
    "cases.answered",
    subject=_("There is an answer to your case %(number)s"),
    body=_("Your case %(number)s has been answered. Please read it and say whether it is resolved: only you can."),
)
message(
    "cases.reopened",
    subject=_("Case %(number)s is reopened"),
    body=_("The petitioner says case %(number)s is not resolved. It is yours to handle again."),
)
message(
    "cases.owned",
    subject=_("Case %(number)s is yours to end"),
    body=_("You own case %(number)s by name: know it, explain it, settle it. It ends with the matter, not with their silence."),
)
