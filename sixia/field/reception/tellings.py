"""The sentences in which the trail tells a reception day and an audience."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

from .workflow import Confirmed, Form, Stage, Way

DAY, CAME = "reception", {"way": Way}

telling(DAY, "planned", internal=_("Planned for %(day_on)s: %(name)s, %(post)s (%(form)s)."), labels={"form": Form})
telling(
    DAY,
    "amended",
    internal=_("The plan was changed. Now for %(day_on)s: %(name)s, %(post)s (%(form)s)."),
    labels={"form": Form},
)
telling(
    DAY,
    "published",
    public=_("Published: %(name)s receives on %(day_on)s."),
    internal=_("Published: %(name)s receives on %(day_on)s."),
)
telling(
    DAY,
    "swapped",
    public=_("Swapped: %(name)s comes on %(day_on)s instead of %(former)s. Why: %(reason)s"),
    internal=_("Swapped: %(name)s comes on %(day_on)s instead of %(former)s. Why: %(reason)s"),
)
telling(
    DAY,
    "cancelled",
    public=_("Cancelled for %(day_on)s. Why: %(reason)s"),
    internal=_("Cancelled for %(day_on)s. Why: %(reason)s"),
)
telling(
    DAY,
    "held",
    public=_("Held on %(day_on)s; received: %(received)s."),
    internal=_("Held on %(day_on)s; received: %(received)s."),
)
telling(
    DAY, "booked", public=_("Booked for %(slot_at)s (%(way)s)."), internal=_("Booked for %(slot_at)s (%(way)s)."), labels=CAME
)
telling(
    DAY,
    "listed",
    public=_("On the waiting list for %(slot_at)s (%(way)s)."),
    internal=_("On the waiting list for %(slot_at)s, number %(line_no)s in line (%(way)s)."),
    labels=CAME,
)
telling(
    DAY,
    "moved_up",
    public=_("A place became free: booked for %(slot_at)s."),
    internal=_("Moved up from the waiting list: %(slot_at)s."),
)
telling(
    DAY,
    "moved",
    public=_("Changed to %(slot_at)s: %(stage)s."),
    internal=_("Changed to %(slot_at)s: %(stage)s."),
    labels={"stage": Stage},
)
telling(DAY, "withdrawn", public=_("The booking was cancelled."), internal=_("The booking was cancelled."))
telling(
    DAY,
    "walked_in",
    public=_("Came on %(day_on)s; number %(queue_no)s."),
    internal=_("Came without booking on %(day_on)s; number %(queue_no)s."),
)
telling(DAY, "arrived", public=_("Arrived; number %(queue_no)s."), internal=_("Arrived; number %(queue_no)s."))
telling(DAY, "called", public=_("Called in."), internal=_("Number %(queue_no)s called in."))
telling(DAY, "put_back", internal=_("Number %(queue_no)s was not at the door; stays in the line."))
telling(DAY, "received", public=_("You were received."), internal=_("Number %(queue_no)s received."))
telling(DAY, "missed", internal=_("Did not come."))
telling(DAY, "excused", public=_("Excused."), internal=_("Excused."))
telling(DAY, "raised", public=_("What was said is registered as case %(case)s."), internal=_("Registered as case %(case)s."))
telling(DAY, "joined", public=_("What was said was added to case %(case)s."), internal=_("Added to the open case %(case)s."))
telling(DAY, "written_down", public=_("The record of the talk was written."), internal=_("The record of the talk was written."))
telling(
    DAY,
    "confirmed",
    public=_("You confirmed the record (%(how)s)."),
    internal=_("The petitioner confirmed the record (%(how)s)."),
    labels={"how": Confirmed},
)
telling(DAY, "told", internal=_("Told by telephone or through the village helper."))
