"""The sentences in which the trail tells a promise."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling(
    "commitments",
    "promised",
    public=_("Promised. %(unit)s answers for it until %(due_on)s."),
    internal=_("Promised; %(unit)s answers for it until %(due_on)s."),
)
telling("commitments", "noted", public=_("Told how it is going."), internal=_("Told how it is going."))
telling(
    "commitments",
    "reported",
    public=_("%(unit)s says it is done. Whether it is kept, those it is for have to say."),
    internal=_("%(unit)s reports it done; waiting for the word of those it is for."),
)
telling("commitments", "confirmed", public=_("Confirmed: kept."), internal=_("Confirmed: kept."))
telling(
    "commitments",
    "contradicted",
    public=_("Looked at: not kept. It is still owed."),
    internal=_("Looked at: not kept. Open again."),
)
telling(
    "commitments",
    "changed",
    public=_("Due on %(due_on)s instead of %(was_due_on)s."),
    internal=_("Due on %(due_on)s instead of %(was_due_on)s."),
)
telling(
    "commitments",
    "asked_to_drop",
    public=_("%(unit)s asks that it be dropped. Until someone above decides, it is owed."),
    internal=_("%(unit)s asks that it be dropped; someone above decides."),
)
telling(
    "commitments",
    "refused_to_drop",
    public=_("Not dropped: it is still owed."),
    internal=_("Refused to drop it: it is still owed."),
)
telling(
    "commitments",
    "dropped",
    public=_("Dropped, with reason and approval."),
    internal=_("Dropped, with reason and approval."),
)
telling("commitments", "escalated", internal=_("Still owed after %(due_on)s; told to the level above."))
telling("commitments", "rechecked", public=_("Looked at again: it still holds."), internal=_("Looked at again: it still holds."))
telling(
    "commitments",
    "relapsed",
    public=_("Looked at again: it no longer holds. It is owed again."),
    internal=_("Looked at again: it no longer holds; owed again."),
)
telling(
    "commitments",
    "handed_over",
    public=_("%(unit)s answers for it from now on."),
    internal=_("Handed over: %(unit)s answers for it from now on."),
)
