from . import desk, moving, petitioner, public

__all__ = ["desk", "moving", "petitioner", "public"]
