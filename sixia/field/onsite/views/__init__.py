from . import answering, deciding, deeds, desk, paper, preparing, problems, public, publishing, shown

__all__ = ["answering", "deciding", "deeds", "desk", "paper", "preparing", "problems", "public", "publishing", "shown"]
