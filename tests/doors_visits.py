"""A visit of the leader that is under way with a case, a note and a matter, and an invitation, for the addresses of `visits`."""

import datetime as dt
import uuid

from django.utils import timezone

from sixia.field.visits.kinds import Kind
from sixia.field.visits.models import Feed, Invitation, Visit
from sixia.foundations.trail.models import Voice
from sixia.front.home.cast import Cast
from sixia.spine.cases.models import Case


def values(cast: Cast, case: Case) -> dict[tuple[str, str], str]:
    start = timezone.now()
    visit = Visit.objects.plan(
        by=cast.leader, user=cast.leader, place=cast.village, start_at=start, end_at=start + dt.timedelta(hours=3),
        kinds=[Kind.RESEARCH], purpose="听上坪村的群众说说", cases=[case],
    )  # fmt: skip
    visit.open_brief(by=cast.leader)
    visit.depart(by=cast.leader)
    note = visit.note(by=cast.leader, kind="words", text="绕路半年了。")
    matter = visit.take_up(by=cast.leader, what="路坏了", raised_by="村民")
    invitation = Invitation.objects.invite(by=Voice.PETITIONER, words="请来看看。", place=cast.village)
    return {
        ("visits/case/", "number"): case.number,
        ("visits/own/", "number"): case.number,
        ("visits/invite/", "number"): invitation.number,
        ("visits/invitations/", "number"): invitation.number,
        ("field/", "number"): visit.number,
        ("field/", "once"): str(uuid.uuid4()),
        ("field/", "token"): str(uuid.uuid4()),
        ("visits/<number>/notes/", "once"): str(note.once),
        ("visits/", "number"): visit.number,
        ("visits/", "once"): str(matter.once),
        ("visits/", "case"): case.number,
        ("visits/", "token"): Feed.objects.of(cast.leader).url.split("/")[-1].removesuffix(".ics"),
        ("visits/", "username"): cast.leader.username,
    }
