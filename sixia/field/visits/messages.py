"""What is said to people about a visit."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.notifications.messages import message

message(
    "visits.invitation_answered",
    subject=_("There is an answer to your invitation %(number)s"),
    body=_("Your invitation %(number)s has been answered. Please read whether someone comes, and when."),
)
message(
    "visits.goes_along",
    subject=_("You go along on a visit on %(start_on)s"),
    body=_("Visit %(number)s is planned with you. Please read its brief before leaving."),
)
