"""What is said to people about a booking, and to an office about a day."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.notifications.messages import message

message(
    "reception.swapped",
    subject=_("Reception on %(day_on)s: %(name)s comes instead of %(former)s"),
    body=_("Your booking %(number)s keeps its time. You may also choose another day or cancel: open it with your receipt."),
)
message(
    "reception.cancelled",
    subject=_("The reception day of %(day_on)s is cancelled"),
    body=_("Reason: %(reason)s. Your booking %(number)s stays good for another day: open it with your receipt and choose one."),
)
message(
    "reception.moved_up",
    subject=_("You have a place now: %(slot_at)s"),
    body=_(
        "Someone cancelled and you were the next in line. Booking %(number)s. If you cannot come, please cancel it: others wait."
    ),
)
message(
    "reception.reminder",
    subject=_("Reminder: reception on %(slot_at)s, %(where)s"),
    body=_("Your booking %(number)s. If you cannot come, please cancel it: others wait."),
)
message(
    "reception.unsettled",
    subject=_("Reception day of %(day_on)s: %(name)s has left the post"),
    body=_("Name who comes instead, or cancel the day and say why. Until then nobody can book."),
)
