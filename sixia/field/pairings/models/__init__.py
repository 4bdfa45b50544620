from .contacting import Contact
from .coverage import Coverage
from .firms import FirmCoverage
from .handing import Handover
from .pairing import Pairing
from .self_viewing import SelfView
from .stepping import PlanStep
from .supporting import CoWorker, SupportPlan
from .tallying import CoverageTally

__all__ = [
    "CoWorker",
    "Contact",
    "Coverage",
    "CoverageTally",
    "FirmCoverage",
    "Handover",
    "Pairing",
    "PlanStep",
    "SelfView",
    "SupportPlan",
]
