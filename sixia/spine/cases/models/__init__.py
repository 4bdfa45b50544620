from .accepting import Route
from .answering import Reply
from .case import Case
from .knocking import Knock
from .rating import Rating
from .routing import Assignment, Named

__all__ = ["Assignment", "Case", "Knock", "Named", "Rating", "Reply", "Route"]
