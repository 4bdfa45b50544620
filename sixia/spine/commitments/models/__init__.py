from .changing import Change
from .commitment import Commitment
from .confirming import Confirmation
from .dropping import Drop, Plea
from .handing import Handover
from .helping import CoOwner
from .rechecking import Recheck
from .reporting import Proof

__all__ = ["Change", "CoOwner", "Commitment", "Confirmation", "Drop", "Handover", "Plea", "Proof", "Recheck"]
