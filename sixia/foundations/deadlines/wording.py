"""How a due date is said (期限的说法): as people say it, with what is left. No query for any number of rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from .calendars import load
from .counting import DAY, ZONE, Count, WorkingCalendar
from .models import Clock

WEEKDAYS = [
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
]


def due_words(due: Clock | datetime | None, now: datetime | None = None) -> str:
    """“还剩 3 个工作日（10月19日，周一）”. A bare date knows no rule and is said in calendar days."""
    now = (now or timezone.now()).astimezone(ZONE)
    if due is None:
        return ""
    if not isinstance(due, Clock):
        return _days_words(due.astimezone(ZONE), now)
    if due.ended_at:
        return _("done in time") if due.met else _("not done in time")
    return _("%(words)s, provisional") % {"words": _clock_words(due, now)} if due.provisional else _clock_words(due, now)


def tone(due: Clock | datetime | None, now: datetime | None = None) -> str:
    """For the badge: "late" past the latest day, "due" on the day itself and after it while the law still allows."""
    now = now or timezone.now()
    if due is None or (isinstance(due, Clock) and due.ended_at):
        return ""
    day, latest = (due.internal_due, due.legal_latest) if isinstance(due, Clock) else (due, due)
    if now > latest:
        return "late"
    return "due" if now.astimezone(ZONE).date() >= day.astimezone(ZONE).date() else ""


def day_words(on: date | datetime, today: date | None = None) -> str:
    """“10月19日，周一”; with the year when it is another one."""
    on = on.astimezone(ZONE).date() if isinstance(on, datetime) else on
    today = today or timezone.localdate(timezone=ZONE)
    day = date_format(on, pgettext("date format", "j M") if on.year == today.year else pgettext("date format", "j M Y"))
    return pgettext("a day with its weekday", "%(weekday)s %(day)s") % {"weekday": WEEKDAYS[on.weekday()], "day": day}


def _clock_words(clock: Clock, now: datetime) -> str:
    due, latest = clock.internal_due.astimezone(ZONE), clock.legal_latest.astimezone(ZONE)
    if due < now <= latest:
        return _("due day passed, by law until %(day)s at the latest") % {"day": day_words(latest, now.date())}
    if now > latest:
        return _days_words(latest, now)
    if clock.rule.is_by_the_clock:
        return _time_words(due - now, due, now)
    if clock.rule.minimum:
        return _("not before %(day)s") % {"day": day_words(due, now.date())}
    if clock.rule.count == Count.WORKDAYS and due.date() > now.date():
        left = working_days_between(now.date(), due.date(), load())
        words = ngettext("%(number)d working day left (%(day)s)", "%(number)d working days left (%(day)s)", left)
        return words % {"number": left, "day": day_words(due, now.date())}
    return _days_words(due, now)


def _days_words(due: datetime, now: datetime) -> str:
    left = (due.date() - now.date()).days
    day = day_words(due, now.date())
    if due >= now and left == 0:
        return _("due today (%(day)s)") % {"day": day}
    if due >= now:
        return ngettext("%(number)d day left (%(day)s)", "%(number)d days left (%(day)s)", left) % {"number": left, "day": day}
    if left == 0:
        return _("overdue since today (%(day)s)") % {"day": day}
    words = ngettext("%(number)d day overdue (%(day)s)", "%(number)d days overdue (%(day)s)", -left)
    return words % {"number": -left, "day": day}


def _time_words(left: timedelta, due: datetime, now: datetime) -> str:
    minutes = int(left.total_seconds() // 60)
    told = {"hours": minutes // 60, "minutes": minutes % 60, "time": f"{due:%H:%M}", "day": day_words(due, now.date())}
    return _("%(hours)d h %(minutes)d min left (%(day)s, %(time)s)") % told


def working_days_between(after: date, until: date, calendar: WorkingCalendar) -> int:
    """How many working days come after one day, up to and with another."""
    return sum(calendar.is_workday(after + DAY * n) for n in range(1, (until - after).days + 1))


def length_words(length: int, count: str) -> str:
    """“60日”, “5个工作日”, “24小时”."""
    words = {
        Count.DAYS: ngettext("%(number)d calendar day", "%(number)d calendar days", length),
        Count.WORKDAYS: ngettext("%(number)d working day", "%(number)d working days", length),
        Count.HOURS: ngettext("%(number)d hour", "%(number)d hours", length),
        Count.MINUTES: ngettext("%(number)d minute", "%(number)d minutes", length),
        Count.SECONDS: ngettext("%(number)d second", "%(number)d seconds", length),
    }[Count(count)]
    return words % {"number": length}
