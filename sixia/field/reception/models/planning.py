from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction

from sixia.foundations.accounts.models import User
from sixia.foundations.deadlines.counting import ZONE
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post

from ..workflow import Form
from .moving import NobodyComes, ReceptionError
from .slots import Slot, cut

if TYPE_CHECKING:
    from .day import ReceptionDay, ReceptionDayQuerySet


class Overlaps(ReceptionError):
    """The leader would have to be in two places at once."""

    def __init__(self, other: ReceptionDay) -> None:
        super().__init__(other)
        self.other = other

    def __str__(self) -> str:
        from django.utils.translation import gettext as _

        return _("%(leader)s already receives on %(day)s, %(hours)s, at %(where)s.") % {
            "leader": self.other.leader_name,
            "day": self.other.on.isoformat(),
            "hours": self.other.hours,
            "where": self.other.address,
        }


def hours_of(on: dt.date, begins: dt.time, ends: dt.time) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime.combine(on, begins, ZONE), dt.datetime.combine(on, ends, ZONE)


def check_free(days: ReceptionDayQuerySet, *, post: Post, begins: dt.datetime, ends: dt.datetime) -> None:
    """That none of these days wants this post in two places at once; one plan for a leader at a time."""
    Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    if other := days.overlapping(post=post, begins=begins, ends=ends).select_related("leader").first():
        raise Overlaps(other)


class Planning(models.QuerySet["ReceptionDay"]):
    """Putting a day on the timetable (排班)."""

    @transaction.atomic
    def plan(
        self,
        *,
        by: User | Voice,
        post: Post,
        place: Place,
        address: str,
        on: dt.date,
        begins: dt.time,
        ends: dt.time,
        form: str = Form.FIXED,
        theme: str = "",
        minutes: int = 30,
        each: int = 1,
        walk_ins: int = 0,
        step_free: bool = False,
        sign_language: bool = False,
        dialects: str = "",
        once: uuid.UUID | None = None,
    ) -> ReceptionDay:
        """`minutes` and `each`: how long a slot is and how many it takes. The same `once` gives the day already there."""
        once = once or uuid.uuid4()
        if already := self.filter(once=once).first():
            return already
        start, end = hours_of(on, begins, ends)
        check_free(self.all(), post=post, begins=start, ends=end)  # type: ignore[arg-type]
        leader = post.holder(on)
        if leader is None:
            raise NobodyComes
        day = self.model(
            once=once, post=post, leader=leader, portfolio=post.portfolio, portfolio_en=post.portfolio_en,
            place=place, address=address, on=on, begins=start, ends=end, form=form, theme=theme,
            step_free=step_free, sign_language=sign_language, dialects=dialects,
        )  # fmt: skip
        day.give_number(on=on)
        try:
            with transaction.atomic():
                day.save(force_insert=True)
        except IntegrityError:
            return self.get(once=once)
        Slot.objects.bulk_create(cut(day, minutes=minutes, each=each, walk_ins=walk_ins))
        day.record("planned", by=by, post=told(post.title, post.title_en), name=str(leader), day_on=on, form=form)
        return day
