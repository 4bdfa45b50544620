"""What a meeting, a deed and a stubborn problem can be, and which moves are allowed. Data only; a test walks every pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Where the topics come from: a place, or the register."""

    ONSITE = "onsite", _("on-site meeting")  # 现场办公会
    REVIEW = "review", _("periodic review of problems")  # 定期研究


class Status(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "being prepared")  # 筹备中
    SUMMONED = "summoned", pgettext_lazy("meeting", "units summoned")  # 已吹哨
    STARTED = "started", pgettext_lazy("meeting", "in session")  # 进行中
    CLOSED = "closed", pgettext_lazy("meeting", "closed, everything decided")  # 已结束
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")  # 已取消


MOVES: dict[str, frozenset[str]] = {
    Status.PLANNED: frozenset({Status.SUMMONED, Status.CANCELLED}),
    Status.SUMMONED: frozenset({Status.STARTED, Status.CANCELLED}),
    Status.STARTED: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
    Status.CANCELLED: frozenset(),
}

PREPARING = frozenset({Status.PLANNED, Status.SUMMONED})  # the agenda is still being made
CALLING = PREPARING | {Status.STARTED}  # a unit that is missing can still be called up
AHEAD = CALLING  # it is still to come, or going on


class Decision(models.TextChoices):
    """How a topic ends; a meeting does not close before each has one."""

    ON_THE_SPOT = "on_the_spot", _("decided on the spot")  # 当场解决
    PROMISE = "promise", _("promised, with a date and an owner")  # 限时办结
    STUDY_FIRST = "study_first", _("to be studied first")  # 先行研究
    CANNOT = "cannot", _("cannot be done, because the law or policy says so")  # 依法依规不能办


class Benefit(models.TextChoices):
    """What people have of a deed."""

    MONEY = "money", _("money")
    SERVICE = "service", _("a service")
    FACILITY = "facility", _("a facility")


class DeedStatus(models.TextChoices):
    DOING = "doing", pgettext_lazy("deed", "being done")
    DONE = "done", pgettext_lazy("deed", "done, they have not yet said")  # 已完成，等群众说
    ACCEPTED = "accepted", pgettext_lazy("deed", "accepted by those who benefit")  # 群众认可
    REFUSED = "refused", pgettext_lazy("deed", "not accepted, they say; done again")  # 群众不认可
    RELAPSED = "relapsed", pgettext_lazy("deed", "did not last; done again")  # 回头看发现反弹


DEED_MOVES: dict[str, frozenset[str]] = {
    DeedStatus.DOING: frozenset({DeedStatus.DONE}),
    DeedStatus.DONE: frozenset({DeedStatus.ACCEPTED, DeedStatus.REFUSED}),
    DeedStatus.ACCEPTED: frozenset({DeedStatus.RELAPSED, DeedStatus.REFUSED}),
    DeedStatus.REFUSED: frozenset({DeedStatus.DONE}),
    DeedStatus.RELAPSED: frozenset({DeedStatus.DONE}),
}


class Stage(models.TextChoices):
    """How far a stubborn problem has come."""

    DEFINED = "defined", pgettext_lazy("problem", "defined, no milestone set")
    UNDER_WAY = "under_way", pgettext_lazy("problem", "being worked on")
    SOLVED = "solved", pgettext_lazy("problem", "solved")
    RELAPSED = "relapsed", pgettext_lazy("problem", "came back")


STAGE_MOVES: dict[str, frozenset[str]] = {
    Stage.DEFINED: frozenset({Stage.UNDER_WAY}),
    Stage.UNDER_WAY: frozenset({Stage.SOLVED, Stage.UNDER_WAY}),
    Stage.SOLVED: frozenset({Stage.RELAPSED}),
    Stage.RELAPSED: frozenset({Stage.UNDER_WAY}),
}
