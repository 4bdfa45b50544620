from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import told
from sixia.foundations.units.models import Post

from ..workflow import Status
from .moving import ReceptionError
from .planning import check_free, hours_of
from .slots import Slot, cut

if TYPE_CHECKING:
    from .day import ReceptionDay


class GoesWithVisit(ReceptionError):
    message = _("This day goes with a visit and its cases. Cancel it and take them down on another day.")


class Amending(models.Model):
    """A plan is changed (修改安排) while only the office knows of it; once published, one swaps or cancels."""

    class Meta:
        abstract = True

    @transaction.atomic
    def amend(
        self: ReceptionDay,
        *,
        by: User,
        post: Post,
        place: Place,
        address: str,
        on: dt.date,
        begins: dt.time,
        ends: dt.time,
        form: str,
        theme: str,
        minutes: int,
        each: int,
        walk_ins: int,
        step_free: bool,
        sign_language: bool,
        dialects: str,
    ) -> None:
        """All of the plan as it is to be now. Its times are cut anew: before publication nobody has booked one."""
        start, end = hours_of(on, begins, ends)
        check_free(type(self).objects.exclude(pk=self.pk), post=post, begins=start, ends=end)
        Slot.objects.locked(self.slots.values_list("pk", flat=True))
        self.move(Status.PLANNED)
        if self.visit_id:
            raise GoesWithVisit
        self.on, self.begins, self.ends, self.place, self.address = on, start, end, place, address
        self.form, self.theme = form, theme
        self.step_free, self.sign_language, self.dialects = step_free, sign_language, dialects
        self._comes(post)
        self.save()
        self.slots.all().delete()
        Slot.objects.bulk_create(cut(self, minutes=minutes, each=each, walk_ins=walk_ins))
        self.record("amended", by=by, post=told(post.title, post.title_en), name=self.leader_name, day_on=on, form=form)
