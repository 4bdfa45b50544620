"""The sentences in which the trail tells meetings, deeds and stubborn problems."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sixia.foundations.trail.tellings import telling

from .workflow import Decision


class Answer(models.TextChoices):
    """A unit's answer, as the trail keeps it."""

    YES = "yes", pgettext_lazy("summons", "it comes")
    NO = "no", pgettext_lazy("summons", "it cannot come")


telling("onsite", "planned", internal=_("Called by %(unit)s, in the chair: %(chair)s; begins %(starts_at)s."))
telling("onsite", "taken_up", internal=_("Topic %(position)s put on the agenda."))
telling("onsite", "filled", internal=_("The agenda built itself from the register; topics: %(count)s."))
telling("onsite", "left_out", internal=_("Topic %(position)s taken off the agenda."))
telling("onsite", "prepared", internal=_("Topic %(position)s prepared: draft measures; tasks: %(count)s."))
telling("onsite", "summoned", internal=_("Called to it: %(units)s."))
telling("onsite", "responded", internal=_("%(unit)s answers: %(attends)s."), labels={"attends": Answer})
telling("onsite", "reminded", internal=_("%(unit)s has not answered in time, and was reminded."))
telling("onsite", "arrived", internal=_("%(unit)s has arrived."))
telling("onsite", "present", internal=_("One more is present."))
telling(
    "onsite",
    "started",
    public=_("The meeting began; topics: %(count)s."),
    internal=_("The meeting began; topics: %(count)s."),
)
telling("onsite", "decided", internal=_("Topic %(position)s: %(decision)s."), labels={"decision": Decision})
telling("onsite", "promised", internal=_("One more promise under topic %(position)s, due %(due_on)s."))
telling(
    "onsite",
    "closed",
    public=_("The meeting was closed, everything decided; topics: %(count)s."),
    internal=_("The meeting was closed, everything decided; topics: %(count)s."),
)
telling("onsite", "cancelled", internal=_("The meeting was cancelled."))
telling("onsite", "signed", internal=_("The minutes were signed."))
telling("onsite", "reworded", internal=_("What the public reads was reworded; the signed minutes stay as they are."))
telling("onsite", "published", public=_("The minutes were published."), internal=_("The minutes were published."))

telling("onsite", "deed_undertaken", public=_("%(unit)s undertakes it."), internal=_("%(unit)s undertakes it."))
telling(
    "onsite",
    "deed_done",
    public=_("%(unit)s says it is done. Whether it is, those who benefit say."),
    internal=_("%(unit)s says it is done."),
)
telling("onsite", "deed_accepted", public=_("Someone who benefits accepts it."), internal=_("Someone who benefits accepts it."))
telling(
    "onsite",
    "deed_refused",
    public=_("Someone who benefits does not accept it."),
    internal=_("Someone who benefits does not accept it."),
)
telling("onsite", "deed_held", public=_("Looked at again: it lasts."), internal=_("Looked at again: it lasts."))
telling(
    "onsite",
    "deed_relapsed",
    public=_("Looked at again: it did not last, and is done again."),
    internal=_("Looked at again: it did not last."),
)

telling(
    "onsite",
    "problem_defined",
    public=_("Put on the programme; it is owned by: %(leader)s."),
    internal=_("Put on the programme; it is owned by: %(leader)s."),
)
telling(
    "onsite", "milestone_set", public=_("A milestone was set for %(due_on)s."), internal=_("A milestone was set for %(due_on)s.")
)
telling("onsite", "problem_solved", public=_("Said to be solved; the result is public."), internal=_("Said to be solved."))
telling("onsite", "problem_relapsed", public=_("It came back, and is worked on again."), internal=_("It came back."))
