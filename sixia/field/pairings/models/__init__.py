from .pairing import Pairing

__all__ = ["Pairing"]
