"""One form per verb. They read what people typed; the rules are elsewhere."""

from .lasting import AcceptForm, DefineForm, FinishForm, RecheckForm, RelapseForm, SolveForm, UndertakeForm
from .meetings import (
    CancelForm,
    DecideForm,
    OnceForm,
    PlanForm,
    PrepareForm,
    PresentForm,
    RespondForm,
    RewordForm,
    SummonForm,
    TopicForm,
    UndertakingForm,
    VerbForm,
)

__all__ = [
    "AcceptForm",
    "CancelForm",
    "DecideForm",
    "DefineForm",
    "FinishForm",
    "OnceForm",
    "PlanForm",
    "PrepareForm",
    "PresentForm",
    "RecheckForm",
    "RelapseForm",
    "RespondForm",
    "RewordForm",
    "SolveForm",
    "SummonForm",
    "TopicForm",
    "UndertakeForm",
    "UndertakingForm",
    "VerbForm",
]
