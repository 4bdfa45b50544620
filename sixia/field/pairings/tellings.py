"""The sentences in which the trail tells a tie and a plan. Of a household they say the village, never who, and never what."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

from .workflow import How, Whose

telling("pairings", "tied", internal=_("%(post)s tied to %(object)s from %(starts_on)s."))
telling("pairings", "contacted", internal=_("Contact on %(contacted_on)s: %(how)s."), labels={"how": How})
telling("pairings", "handed_over", internal=_("Handed over on %(handed_on)s to %(to)s, %(to_name)s."))
telling("pairings", "ended", internal=_("The tie to %(object)s ended; last day %(ends_on)s."))
telling("pairings", "plan_drawn_up", public=_("The plan was written down with you."), internal=_("A support plan was drawn up."))
telling("pairings", "plan_read", public=_("An officer opened the plan."), internal=_("The plan was opened."))
telling(
    "pairings",
    "plan_revised",
    public=_("The plan was put in other words; it waits for your yes."),
    internal=_("The plan was revised; it waits for the household's yes."),
)
telling("pairings", "plan_corrected", public=_("You corrected the plan."), internal=_("The household corrected the plan."))
telling("pairings", "plan_agreed", public=_("You said yes to the plan."), internal=_("The household said yes to the plan."))
telling(
    "pairings",
    "plan_withdrawn",
    public=_("You withdrew the plan; what stood in it is deleted."),
    internal=_("The household withdrew the plan; what stood in it is deleted."),
)
telling(
    "pairings",
    "coworker_named",
    public=_("%(name)s may now read the plan, to help with it."),
    internal=_("%(name)s named as co-worker."),
)
telling(
    "pairings",
    "coworker_released",
    public=_("%(name)s may no longer read the plan."),
    internal=_("%(name)s is no longer a co-worker."),
)
telling(
    "pairings",
    "receipt_reissued",
    public=_(
        "%(name)s gave you a new receipt; the old one opens nothing any more. Who did not ask for it says so at any window."
    ),
    internal=_("%(name)s gave out a new receipt; the old one opens nothing any more."),
)
telling(
    "pairings",
    "step_added",
    public=_("A step was added: %(whose)s."),
    internal=_("A step was added: %(whose)s."),
    labels={"whose": Whose},
)
telling(
    "pairings",
    "step_finished",
    public=_("A step is done: %(whose)s."),
    internal=_("A step is done: %(whose)s."),
    labels={"whose": Whose},
)
telling(
    "pairings",
    "self_view_said",
    public=_("How you see yourselves was written down."),
    internal=_("A self-assessment was written down."),
)
telling(
    "pairings",
    "self_view_confirmed",
    public=_("You confirmed how you see yourselves."),
    internal=_("The household confirmed a self-assessment."),
)
telling(
    "pairings",
    "self_view_struck",
    public=_("You deleted one of your self-assessments."),
    internal=_("The household deleted one of its self-assessments."),
)
