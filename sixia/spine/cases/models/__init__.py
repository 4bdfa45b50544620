from .case import Case
from .records import Assignment, Named, Rating, Reply, Route

__all__ = ["Assignment", "Case", "Named", "Rating", "Reply", "Route"]
