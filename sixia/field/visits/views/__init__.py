from . import desk, going, inviting, planning, seeing

__all__ = ["desk", "going", "inviting", "planning", "seeing"]
