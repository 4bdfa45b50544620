from .deed import Acceptance, Deed
from .meeting import Meeting
from .preparing import TopicTask
from .presence import Presence
from .stubborn import Milestone, StubbornProblem
from .summoning import Summons
from .topic import Topic

__all__ = ["Acceptance", "Deed", "Meeting", "Milestone", "Presence", "StubbornProblem", "Summons", "Topic", "TopicTask"]
