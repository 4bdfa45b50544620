"""What state a reception day and an audience can be in, and which moves are allowed. Data only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """How a leader receives (接访形式)."""

    FIXED = "fixed", _("at a fixed place")  # 定点接访
    INVITED = "invited", _("by invitation")  # 重点约访
    CARRIED = "carried", _("going down with cases")  # 带案下访
    THEMED = "themed", _("on one theme")  # 专题接访
    OPEN = "open", _("open door")  # 开门接访


class Status(models.TextChoices):
    """A reception day. One that was swapped stays published: what changed is who comes, and both days say so."""

    PLANNED = "planned", _("planned, not yet published")
    PUBLISHED = "published", _("published")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


MOVES: dict[str, frozenset[str]] = {
    Status.PLANNED: frozenset({Status.PLANNED, Status.PUBLISHED, Status.CANCELLED}),  # planned again: amended
    Status.PUBLISHED: frozenset({Status.PUBLISHED, Status.HELD, Status.CANCELLED}),  # published again: swapped
    Status.HELD: frozenset(),
    Status.CANCELLED: frozenset(),
}


class Stage(models.TextChoices):
    """Where someone is between booking and having been received."""

    LISTED = "listed", _("on the waiting list")
    BOOKED = "booked", _("booked")
    ARRIVED = "arrived", _("here, waiting to be called")
    CALLED = "called", _("called in")
    RECEIVED = "received", pgettext_lazy("stage", "received")
    ABSENT = "absent", _("did not come")
    EXCUSED = "excused", _("excused")
    CANCELLED = "cancelled", _("cancelled by themselves")
    DROPPED = "dropped", _("the day was cancelled; may choose another")


TURNS: dict[str, frozenset[str]] = {
    Stage.LISTED: frozenset({Stage.BOOKED, Stage.LISTED, Stage.ARRIVED, Stage.CANCELLED, Stage.DROPPED, Stage.EXCUSED}),
    Stage.BOOKED: frozenset(
        {Stage.BOOKED, Stage.LISTED, Stage.ARRIVED, Stage.ABSENT, Stage.EXCUSED, Stage.CANCELLED, Stage.DROPPED}
    ),
    Stage.ARRIVED: frozenset({Stage.CALLED, Stage.EXCUSED, Stage.DROPPED}),
    Stage.CALLED: frozenset({Stage.RECEIVED, Stage.ABSENT, Stage.ARRIVED, Stage.EXCUSED}),
    Stage.RECEIVED: frozenset(),
    Stage.ABSENT: frozenset({Stage.ARRIVED}),  # came late after all
    Stage.EXCUSED: frozenset(),
    Stage.CANCELLED: frozenset(),
    Stage.DROPPED: frozenset({Stage.BOOKED, Stage.LISTED}),
}

WITH_PLACE = frozenset({Stage.BOOKED, Stage.ARRIVED, Stage.CALLED, Stage.RECEIVED, Stage.ABSENT})  # counted in the slot
COMING = frozenset({Stage.LISTED, Stage.BOOKED, Stage.ARRIVED, Stage.CALLED})  # an open booking


class Way(models.TextChoices):
    """How someone came by their place."""

    WEB = "web", _("booked online")
    PHONE = "phone", _("booked by telephone")
    HELPER = "helper", _("booked by a village helper")
    WINDOW = "window", _("booked at a window")
    WALK_IN = "walk_in", _("came without booking")


class Need(models.TextChoices):
    """What someone needs so that they can come and be understood."""

    SIGN = "sign", _("sign language")
    DIALECT = "dialect", _("someone who speaks my dialect")
    WHEELCHAIR = "wheelchair", _("a way without steps")


class News(models.TextChoices):
    """What someone whom no channel reaches still has to be told, by telephone or by their village helper."""

    SWAPPED = "swapped", pgettext_lazy("news", "someone else comes")
    CANCELLED = "cancelled", pgettext_lazy("news", "the day is cancelled")
    MOVED_UP = "moved_up", pgettext_lazy("news", "they have a place now")


class Confirmed(models.TextChoices):
    """How the petitioner confirmed the record of what was said."""

    PAPER = "paper", _("signed on paper")
    RECEIPT = "receipt", _("with the receipt")
