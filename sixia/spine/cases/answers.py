"""What an answer to a petitioner starts from, and what the law adds to it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.foundations.deadlines.models import Rule

from .models import Case
from .workflow import Kind


def draft_of(case: Case) -> str:
    """The skeleton of an answer, so that facts, opinion and next step are not forgotten."""
    return _(
        "Hello. You wrote to us about “%(title)s”.\n\nWhat we found: \n\nWhat we decided and why: \n\n"
        "What happens next, by whom and until when: "
    ) % {"title": case.title}


def remedy_of(case: Case) -> str:
    """What the petitioner of an appeal may do who disagrees (条例第三十五条); empty for the other classes."""
    if case.kind != Kind.APPEAL or case.unit is None:
        return ""
    rule = Rule.objects.in_force("XF.review.request", timezone.localdate())
    above = case.unit.parent
    return _(
        "If you disagree with this opinion you may, within %(days)s days of receiving it, ask %(above)s for a review "
        "(Regulations on the Handling of Public Complaints and Proposals, art. 35)."
    ) % {"days": rule.length, "above": above or _("the unit one level up")}
