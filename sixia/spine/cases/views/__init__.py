from . import desk, following, moving, owning, raising

__all__ = ["desk", "following", "moving", "owning", "raising"]
