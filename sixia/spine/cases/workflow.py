"""What state a case can be in, and which moves are allowed. Data only; `tests/test_workflow.py` walks every pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    REGISTERED = "registered", _("registered, not yet routed")  # 已登记待分办
    FORWARDED = "forwarded", _("forwarded, not yet accepted")  # 已转送、交办
    ACCEPTED = "accepted", _("accepted, being handled")  # 已受理
    ANSWERED = "answered", _("answered, the petitioner has not yet said")  # 已答复
    REOPENED = "reopened", _("not resolved, the petitioner says; handled again")  # 群众说没解决
    SETTLED = "settled", _("resolved, the petitioner says")  # 群众说已解决

    @property
    def short(self) -> str:
        """The status in a badge."""
        return str(_SHORT[self])

    @property
    def told(self) -> str:
        """The status said to the petitioner."""
        return str(_TOLD[self])


_SHORT = {
    Status.REGISTERED: _("registered"),
    Status.FORWARDED: _("forwarded"),
    Status.ACCEPTED: _("accepted"),
    Status.ANSWERED: _("answered"),
    Status.REOPENED: _("reopened"),
    Status.SETTLED: _("resolved"),
}

_TOLD = {
    Status.REGISTERED: _("It is registered and will be passed to those who answer for it."),
    Status.FORWARDED: _("It is passed on; they have to tell you whether they accept it."),
    Status.ACCEPTED: _("It is accepted and being handled."),
    Status.ANSWERED: _("It is answered. Is it resolved? Only you can say."),
    Status.REOPENED: _("You said it is not resolved; it is being handled again."),
    Status.SETTLED: _("You said it is resolved."),
}

# Registered again is what was taken from the accused.
MOVES: dict[str, frozenset[str]] = {
    Status.REGISTERED: frozenset({Status.FORWARDED}),
    Status.FORWARDED: frozenset({Status.ACCEPTED, Status.FORWARDED, Status.REGISTERED}),
    Status.ACCEPTED: frozenset({Status.ANSWERED, Status.REGISTERED}),
    Status.ANSWERED: frozenset({Status.SETTLED, Status.REOPENED}),
    Status.REOPENED: frozenset({Status.ANSWERED, Status.FORWARDED, Status.REGISTERED}),
    Status.SETTLED: frozenset(),  # a relapse found at a re-check will reopen it
}

OPEN = frozenset({Status.REGISTERED, Status.FORWARDED, Status.ACCEPTED, Status.REOPENED})  # someone of ours has to act


class Kind(models.TextChoices):
    """The three legal classes (信访条例分类). Empty until sorted."""

    SUGGESTION = "suggestion", _("suggestion")  # 建议意见
    ACCUSATION = "accusation", _("accusation")  # 检举控告
    APPEAL = "appeal", _("appeal for resolution")  # 申诉求决


class Channel(models.TextChoices):
    """How it reached us (渠道)."""

    WEB = "web", _("online")
    PHONE = "phone", _("telephone")
    LETTER = "letter", _("letter")
    FAX = "fax", _("fax")
    VISIT = "visit", _("visit to the office")
    RECEPTION = "reception", _("reception day")
    FIELD = "field", _("said in the field")
    PAPER = "paper", _("paper ledger")
    MACHINE = "machine", _("connected system")


class Branch(models.TextChoices):
    """The path a case takes: the six ways of art. 31 for appeals, and the roads of the two other classes."""

    LITIGATION = "31.1", _("court, prosecution or police procedure")
    ARBITRATION = "31.2", _("arbitration")
    PARTY_APPEAL = "31.3", _("Party members' appeal or review of discipline")
    ADMINISTRATIVE = "31.4", _("administrative reconsideration, ruling, licence or penalty")
    DUTY = "31.5", _("investigation or protective duty of an organ")
    PETITION = "31.6", _("petition procedure")
    SUGGESTION = "29", _("study and answer of a suggestion")
    ACCUSATION = "30", _("accusation, by the discipline inspection or the competent organ")

    @property
    def article(self) -> str:
        """The article of the regulation, in Chinese numerals."""
        return {"29": "二十九", "30": "三十", "31": "三十一"}[self.value.split(".")[0]]
