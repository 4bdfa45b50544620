"""What is said to people about a meeting."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.notifications.messages import message

message(
    "onsite.summoned",
    subject=_("Your unit is called to meeting %(number)s"),
    body=_("Your unit is called to on-site meeting %(number)s. Please say in time who comes, or why nobody can."),
)
message(
    "onsite.responded",
    subject=_("%(unit)s has answered your summons"),
    body=_("%(unit)s has answered your summons to meeting %(number)s."),
)
message(
    "onsite.reminded",
    subject=_("Your unit has not answered the summons to meeting %(number)s"),
    body=_("The day for answering the summons to on-site meeting %(number)s is over. Please say who comes, or why nobody can."),
)
message(
    "onsite.unanswered",
    subject=_("%(unit)s has not answered your summons"),
    body=_("%(unit)s has not answered your summons to meeting %(number)s in time. It has been reminded; please call it."),
)
message(
    "onsite.decided",
    subject=_("Your case %(number)s was decided on site"),
    body=_("Your case %(number)s was a topic of an on-site meeting. Please read what was decided there."),
)
