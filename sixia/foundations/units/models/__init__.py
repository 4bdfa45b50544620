"""Who serves (unit, post), what they answer for (catalogue) and the keys of machines (token)."""

from .catalogue import Duty, DutyQuerySet, Matter
from .post import AlreadyHeld, NotHeld, Post, Role, Tenure, TenureQuerySet, WrongTenure
from .token import AlreadyRevoked, Token, TokenQuerySet
from .unit import AlreadyClosed, Unit, UnitQuerySet, UnitStillNeeded, WrongSuccessor

__all__ = [
    "AlreadyClosed",
    "AlreadyHeld",
    "AlreadyRevoked",
    "Duty",
    "DutyQuerySet",
    "Matter",
    "NotHeld",
    "Post",
    "Role",
    "Tenure",
    "TenureQuerySet",
    "Token",
    "TokenQuerySet",
    "Unit",
    "UnitQuerySet",
    "UnitStillNeeded",
    "WrongSuccessor",
    "WrongTenure",
]
