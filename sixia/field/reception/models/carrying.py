from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sixia.field.visits.kinds import Kind
from sixia.field.visits.models import Visit
from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Post
from sixia.spine.cases.models import Case

from ..workflow import Form
from .moving import NobodyComes, ReceptionError

if TYPE_CHECKING:
    from .day import ReceptionDay


class NothingCarried(ReceptionError):
    message = _("Choose at least one case to take along.")


class CarryingDown(models.QuerySet["ReceptionDay"]):
    """Going down with cases (带案下访): the hard-case list makes the plan, not the reverse."""

    @transaction.atomic
    def carry_down(
        self,
        *,
        by: User,
        post: Post,
        place: Place,
        address: str,
        on: dt.date,
        begins: dt.time,
        ends: dt.time,
        purpose: str,
        cases: dict[Case, str],
        once: uuid.UUID | None = None,
    ) -> ReceptionDay:
        """A reception day and the visit that goes with it, each case with what was studied beforehand. The result on site, and
        telling those who raised it, are the visit's."""
        once = once or uuid.uuid4()
        if already := self.filter(once=once).first():
            return already
        if not cases:
            raise NothingCarried
        leader = post.holder(on)
        if leader is None:
            raise NobodyComes
        day: ReceptionDay = self.plan(  # type: ignore[attr-defined]
            by=by, post=post, place=place, address=address, on=on, begins=begins, ends=ends, form=Form.CARRIED, each=0, once=once
        )
        day.visit = Visit.objects.plan(
            by=by, user=leader, place=place, start_at=day.begins, end_at=day.ends, kinds=[Kind.RECEPTION], purpose=purpose,
            once=uuid.uuid5(once, "visit"),
        )  # fmt: skip
        day.save(update_fields=["visit"])
        for case, pre_study in cases.items():
            day.visit.carry(by=by, case=case, pre_study=pre_study)
        return day
