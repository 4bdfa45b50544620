from .carrying import Carried
from .feeding import Feed
from .going import Met, Stop
from .inviting import Invitation
from .noting import Note, Wording
from .settling import Matter
from .visit import Visit

__all__ = ["Carried", "Feed", "Invitation", "Matter", "Met", "Note", "Stop", "Visit", "Wording"]
