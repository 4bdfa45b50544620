"""One form per verb. They read what people typed; the rules are elsewhere."""

from .going import (
    AnswerCaseForm,
    CloseForm,
    DeclineForm,
    FollowUpForm,
    JoinForm,
    MeetForm,
    NoteForm,
    PromiseForm,
    RaiseCaseForm,
    ResultForm,
    ReviseForm,
    SolveForm,
    StopForm,
    TakeUpForm,
    TellForm,
)
from .inviting import AcceptForm, DeclineInvitationForm, InviteForm
from .planning import CancelForm, CarryForm, PlanForm, ReplanForm

__all__ = [
    "AcceptForm",
    "AnswerCaseForm",
    "CancelForm",
    "CarryForm",
    "CloseForm",
    "DeclineForm",
    "DeclineInvitationForm",
    "FollowUpForm",
    "InviteForm",
    "JoinForm",
    "MeetForm",
    "NoteForm",
    "PlanForm",
    "PromiseForm",
    "RaiseCaseForm",
    "ReplanForm",
    "ResultForm",
    "ReviseForm",
    "SolveForm",
    "StopForm",
    "TakeUpForm",
    "TellForm",
]
