from . import desk, following, moving, raising

__all__ = ["desk", "following", "moving", "raising"]
