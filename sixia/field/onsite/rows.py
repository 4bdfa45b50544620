"""How meetings, topics and deeds are shown: ready words, so that templates have nothing to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.field.visits.models import Invitation
from sixia.foundations.accounts.models import User
from sixia.foundations.common.pages import Page
from sixia.foundations.deadlines.wording import day_words
from sixia.foundations.units.models import Unit
from sixia.spine.cases.models import Case

from .models import Meeting, Topic
from .workflow import Decision, Status

TONES = {Status.STARTED: "due", Status.CLOSED: "", Status.CANCELLED: ""}
DECISION_TONES = {Decision.ON_THE_SPOT: "kept", Decision.CANNOT: "late", Decision.PROMISE: "due", Decision.STUDY_FIRST: "due"}


class Row(NamedTuple):
    """What a row of a list of meetings says."""

    url: str
    number: str
    title: str
    when: str
    where: str
    state: str
    tone: str
    current: bool


def moment_words(at: Any) -> str:
    """“10月19日，周一 09:30”."""
    local = timezone.localtime(at)
    return f"{day_words(local)} {local:%H:%M}"


def extent_of(found: Page[Any]) -> str:
    """How many meetings the list shows and since when: read off the page, nothing else is counted."""
    if not found.rows:
        return ""
    count, since = len(found), date_format(timezone.localtime(min(it.starts_at for it in found.rows)))
    if found.after or found.before:
        return _("%(count)d on this page, from %(since)s on") % {"count": count, "since": since}
    return ngettext("%(count)d meeting, on %(since)s", "%(count)d meetings, from %(since)s on", count) % {
        "count": count,
        "since": since,
    }


def rows_of(meetings: Iterable[Meeting], *, box_name: str, open_number: str) -> list[Row]:
    start = reverse("onsite:list")
    return [
        Row(
            url=f"{start}{it.number}/?box={box_name}",
            number=it.spoken_number,
            title=it.purpose,
            when=moment_words(it.starts_at),
            where=f"{it.place} · {it.venue} · {it.unit}",
            state=str(Status(it.status).label),
            tone=TONES.get(Status(it.status), ""),
            current=it.number == open_number,
        )
        for it in meetings
    ]


@dataclass(frozen=True)
class TopicLine:
    """A topic on a page of its meeting; the link to its case only for those who may see the case."""

    topic: Topic
    case_url: str
    tone: str
    invitation_url: str = ""  # where those who invited can still be answered

    @property
    def decision(self) -> str:
        return str(Decision(self.topic.decision).label) if self.topic.decision else str(_("not decided yet"))


def topics_for(user: User, meeting: Meeting) -> list[TopicLine]:
    """The topics of a meeting in their order, without those whose case was sealed meanwhile."""
    topics = list(meeting.topics.unsealed().shown())
    for topic in topics:
        topic.meeting = meeting
    seen = set(
        Case.objects.visible_to(user).filter(pk__in=[it.case_id for it in topics if it.case_id]).values_list("pk", flat=True)
    )
    invited = _unanswered(user, topics)
    return [
        TopicLine(
            topic=it,
            case_url=it.case.desk_url if it.case and it.case_id in seen else "",
            tone=DECISION_TONES.get(Decision(it.decision), "") if it.decision else "",
            invitation_url=invited.get(it.invitation_id or 0, ""),
        )
        for it in topics
    ]


def _unanswered(user: User, topics: list[Topic]) -> dict[int, str]:
    """Where this officer answers the invitations that nobody has answered yet."""
    waiting = [it.invitation.pk for it in topics if it.invitation and it.invitation.is_open]
    seen = Invitation.objects.visible_to(user).filter(pk__in=waiting) if waiting else []
    return {invitation.pk: invitation.answer_url for invitation in seen}


def answer_words(topic: Topic, unit: Unit | None, *, answers: bool) -> str:
    """What the decision does to the case, or why it leaves it as it is. `unit`: whose answer it would be."""
    case = topic.case
    if case is None:
        return ""
    if answers:
        said = _(
            "Decided on the spot, this is also the answer to the case, as that of %(unit)s; only the petitioner can say after."
        )
        return said % {"unit": unit}
    if not case.is_open:
        return _("The case is already answered; this decision is shown on its page, and changes nothing in it.")
    if case.unit is None or unit:
        return _("The case is not answered by this decision: whoever it is passed to answers it.")
    absent = _(
        "The case is not answered by this decision: %(unit)s has it, and has not been noted as arrived. Else note it first."
    )
    return absent % {"unit": case.unit}


def words_for(user: User, topic: Topic) -> str:
    """What people said, for those who may see the case; a topic alone opens none."""
    words = Case.objects.visible_to(user).filter(pk=topic.case_id).values_list("words", flat=True) if topic.case_id else []
    return next(iter(words), "")
