from .carrying import Carried
from .feeding import Feed
from .fieldfiles import FieldFile, FieldPiece
from .fieldrecords import FieldRecord
from .following import FollowUp
from .going import Met, Stop
from .inviting import Invitation
from .noting import Note, Wording
from .settling import Matter
from .visit import Visit

__all__ = [
    "Carried",
    "Feed",
    "FieldFile",
    "FieldPiece",
    "FieldRecord",
    "FollowUp",
    "Invitation",
    "Matter",
    "Met",
    "Note",
    "Stop",
    "Visit",
    "Wording",
]
