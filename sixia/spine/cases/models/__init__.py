from .accepting import Route
from .answering import Reply
from .case import Case
from .hearing import Addition
from .knocking import Knock
from .owning import Ownership, OwnershipTask
from .rating import Rating
from .routing import Assignment, Named

__all__ = ["Addition", "Assignment", "Case", "Knock", "Named", "Ownership", "OwnershipTask", "Rating", "Reply", "Route"]
