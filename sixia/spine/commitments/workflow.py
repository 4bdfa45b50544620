"""What state a promise can be in, and which moves are allowed. Data only; `tests/test_workflow.py` walks every pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    OPEN = "open", _("open")  # 未兑现
    REPORTED = "reported", _("done, says the owner; not yet confirmed")  # 责任单位报完成，待确认
    KEPT = "kept", _("kept")  # 已兑现
    RELAPSED = "relapsed", _("relapsed at re-check")  # 回头看时反弹
    DROPPED = "dropped", _("dropped, with reason and approval")  # 撤销


MOVES: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.REPORTED, Status.DROPPED}),
    Status.REPORTED: frozenset({Status.KEPT, Status.OPEN}),
    Status.KEPT: frozenset({Status.RELAPSED}),
    Status.RELAPSED: frozenset({Status.REPORTED, Status.DROPPED}),
    Status.DROPPED: frozenset(),
}

OWED = frozenset({Status.OPEN, Status.REPORTED, Status.RELAPSED})  # somebody still waits for it
DATED = frozenset({Status.OPEN, Status.REPORTED})  # late once the day is past; a relapse is counted for itself
CHANGEABLE = frozenset({Status.OPEN, Status.RELAPSED})  # what is reported done waits for the word, not for another date
