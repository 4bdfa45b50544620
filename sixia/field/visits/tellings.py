"""The sentences in which the trail tells a visit. What people said, and who they are, never stands there."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

from .models import Met, Note, Stop
from .models.returning import How
from .workflow import Outcome

telling("visits", "planned", internal=_("Planned: %(name)s goes to %(place)s, %(start_at)s."))
telling("visits", "replanned", internal=_("Put off from %(was_at)s to %(start_at)s: %(reason)s"))
telling("visits", "cancelled", internal=_("Cancelled: %(reason)s"))
telling("visits", "carried", internal=_("A case is taken along."))
telling("visits", "brief_opened", internal=_("The brief on %(place)s was read."))
telling("visits", "departed", internal=_("Left for %(place)s."))
telling("visits", "stopped", internal=_("Stopped at %(kind)s, %(place)s."), labels={"kind": Stop.Kind})
telling("visits", "met", internal=_("Met %(count)s: %(kind)s."), labels={"kind": Met.Kind})
telling("visits", "noted", internal=_("Written down: %(kind)s."), labels={"kind": Note.Kind})
telling("visits", "note_revised", internal=_("A note was put better; the former wording is kept."))
telling("visits", "file_added", internal=_("A picture or a recording came from the field."))
telling("visits", "taken_up", internal=_("A matter was written down."))
telling("visits", "settled", internal=_("A matter ended: %(outcome)s."), labels={"outcome": Outcome})
telling("visits", "carried_settled", internal=_("A case taken along: %(outcome)s."), labels={"outcome": Outcome})
telling("visits", "followed_up", internal=_("What was found of a promise made before was written down."))
telling("visits", "told_back", internal=_("Who raised a matter was told the result (%(how)s)."), labels={"how": How})
telling("visits", "closed", internal=_("Closed: %(matters)s matters, each with its outcome."))
telling("visits", "closed_empty", internal=_("Closed: nothing was found, and that is said."))
telling("visits", "invited", public=_("Your invitation has arrived."), internal=_("An invitation arrived."))
telling(
    "visits",
    "accepted",
    public=_("Someone will come: %(start_at)s."),
    internal=_("The invitation is accepted with a visit, %(start_at)s."),
)
telling(
    "visits",
    "declined",
    public=_("Nobody can come; the reason stands in the answer."),
    internal=_("The invitation is declined, with a reason."),
)
telling("visits", "renewed", internal=_("A new calendar address; the old one is shut."))
