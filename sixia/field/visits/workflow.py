"""What state a visit can be in, which moves are allowed, and how a matter can end. Data only; a test walks every pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PLANNED = "planned", _("planned, the brief not yet read")  # 已安排
    BRIEFED = "briefed", _("planned, the brief read")  # 已看简报
    UNDER_WAY = "under_way", _("under way")  # 进行中
    CLOSED = "closed", _("closed on its outcomes")  # 已销账
    CANCELLED = "cancelled", _("cancelled")  # 已取消

    @property
    def short(self) -> str:
        """The status in a badge."""
        return str(_SHORT[self])


_SHORT = {
    Status.PLANNED: _("brief not read"),
    Status.BRIEFED: _("ready to go"),
    Status.UNDER_WAY: _("under way"),
    Status.CLOSED: _("closed"),
    Status.CANCELLED: _("cancelled"),
}

MOVES: dict[str, frozenset[str]] = {
    Status.PLANNED: frozenset({Status.BRIEFED, Status.CANCELLED}),
    Status.BRIEFED: frozenset({Status.UNDER_WAY, Status.CANCELLED}),
    Status.UNDER_WAY: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
    Status.CANCELLED: frozenset(),
}

AHEAD = frozenset({Status.PLANNED, Status.BRIEFED})  # nobody has left yet


class Outcome(models.TextChoices):
    """How a matter ended on the visit. Found nothing is an end of the visit, not of a matter."""

    ON_THE_SPOT = "on_the_spot", _("solved on the spot")  # 当场解决
    CASE = "case", _("goes on as a case")  # 登记为诉求、继续办理
    PROMISE = "promise", _("a promise was made")  # 作出承诺
    NOT_SOLVABLE = "not_solvable", _("cannot be solved, and why")  # 办不了，说明理由
