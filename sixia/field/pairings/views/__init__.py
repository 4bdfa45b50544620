from . import own_plans, plans, quiet, ties

__all__ = ["own_plans", "plans", "quiet", "ties"]
