from .contacting import Contact
from .coverage import Coverage
from .handing import Handover
from .pairing import Pairing
from .self_viewing import SelfView
from .stepping import PlanStep
from .supporting import CoWorker, SupportPlan

__all__ = ["CoWorker", "Contact", "Coverage", "Handover", "Pairing", "PlanStep", "SelfView", "SupportPlan"]
