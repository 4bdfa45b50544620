from .enterprise import Enterprise
from .household import Household
from .person import Person, WrongPerson
from .representing import Representation, WrongRepresentation
from .revealing import NeedsReason, Revealed, Revealing

__all__ = [
    "Enterprise",
    "Household",
    "NeedsReason",
    "Person",
    "Representation",
    "Revealed",
    "Revealing",
    "WrongPerson",
    "WrongRepresentation",
]
