"""The sentences in which the trail tells a case."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

from .models import Assignment, Ownership, OwnershipTask, Rating
from .models.receipting import Proof
from .workflow import Branch, Channel, Kind

telling(
    "cases",
    "registered",
    public=_("Registered. Now with %(unit)s, to be passed on or answered by %(due_on)s."),
    internal=_("Registered (%(channel)s); now with %(unit)s until %(due_on)s."),
    labels={"channel": Channel},
)
telling("cases", "arrived", internal=_("Taken over from the register %(source)s, number %(source_number)s."))
telling("cases", "amended", internal=_("Amended from the register %(source)s, number %(source_number)s."))
telling("cases", "sorted", internal=_("Sorted: %(kind)s; matter %(matter)s."), labels={"kind": Kind})
telling("cases", "sorted_by_class", internal=_("Sorted: %(kind)s; no matter chosen yet."), labels={"kind": Kind})
telling(
    "cases",
    "taken_from_accused",
    public=_("Given to %(unit)s instead, to be passed on or answered by %(due_on)s."),
    internal=_("Sorted: an accusation against the unit that had it, or one above. Taken away; with %(unit)s until %(due_on)s."),
)
telling(
    "cases",
    "forwarded",
    public=_("Passed on to %(unit)s, which has to tell you by %(due_on)s whether it accepts."),
    internal=_("Forwarded to %(unit)s (%(mode)s); the notice to the petitioner is due on %(due_on)s."),
    labels={"mode": Assignment.Mode},
)
telling(
    "cases",
    "accepted",
    public=_("%(unit)s has accepted it. Answer due: %(due_on)s."),
    internal=_("Accepted by %(unit)s, path %(branch)s; answer due on %(due_on)s."),
    labels={"branch": Branch},
)
telling(
    "cases",
    "accepted_openly",
    public=_("%(unit)s has accepted it. For suggestions and accusations the Regulations set no number of days."),
    internal=_("Accepted by %(unit)s, path %(branch)s; the Regulations set no number of days."),
    labels={"branch": Branch},
)
telling(
    "cases",
    "answered",
    public=_("%(unit)s has answered. Is it resolved? Only you can say."),
    internal=_("Answered by %(unit)s, round %(round)s; waiting for the petitioner's word."),
)
telling(
    "cases",
    "answered_on_the_spot",
    public=_("%(unit)s answered on the spot. Is it resolved? Only you can say."),
    internal=_("Answered on the spot by %(unit)s, after %(minutes)s minutes; waiting for the petitioner's word."),
)
telling(
    "cases",
    "receipt_again",
    public=_("Your receipt was printed again at a window: %(proof)s."),
    internal=_("The receipt was printed again: %(proof)s."),
    labels={"proof": Proof},
)
telling(
    "cases",
    "heard_again",
    public=_("Said again (%(channel)s); added to this case."),
    internal=_("The petitioner said it again (%(channel)s); added to this case."),
    labels={"channel": Channel},
)
telling(
    "cases",
    "owned",
    public=_("A leader of %(unit)s answers by name for how this ends."),
    internal=_("Owned by a leader of %(unit)s."),
)
telling(
    "cases",
    "own_reported",
    internal=_("The leader who owns it reports: %(kind)s, done."),
    labels={"kind": OwnershipTask.Kind},
)
telling(
    "cases",
    "disowned",
    internal=_("The leader's ownership ended: %(ending)s."),
    labels={"ending": Ownership.Ending},
)
telling(
    "cases",
    "rated",
    public=_("You said: resolved. Your rating: %(stars)s."),
    internal=_("The petitioner says it is resolved; rating: %(stars)s."),
    labels={"stars": Rating.Stars},
)
telling(
    "cases",
    "reopened",
    public=_("You said: not resolved. It is handled again; a new answer is due on %(due_on)s."),
    internal=_("The petitioner says it is not resolved (rating: %(stars)s); reopened, answer due on %(due_on)s."),
    labels={"stars": Rating.Stars},
)
