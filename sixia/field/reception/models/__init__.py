from .audience import Audience
from .day import ReceptionDay
from .hearing import Raised
from .publishing import Swap
from .slots import Slot

__all__ = ["Audience", "Raised", "ReceptionDay", "Slot", "Swap"]
