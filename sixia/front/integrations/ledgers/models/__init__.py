from .ledger import AlreadyBegun, Incomplete, Ledger
from .taking import Kept, Refusal

__all__ = ["AlreadyBegun", "Incomplete", "Kept", "Ledger", "Refusal"]
