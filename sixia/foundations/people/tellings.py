from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

from .models import Representation

telling("people", "registered", internal=_("Written down."))
telling("people", "corrected", internal=_("Details corrected."))
telling("people", "joined", internal=_("Became a member of a household."))
telling("people", "revealed", internal=_("Opened the personal details; the reason is kept."))
telling(
    "people", "represented", internal=_("Speaks for someone else from now on, as %(kind)s."), labels={"kind": Representation.Kind}
)
telling("people", "ended", internal=_("Speaks for them until %(ends_on)s."))
