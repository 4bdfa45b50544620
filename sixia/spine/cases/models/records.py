from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.units.models import Unit


class Named(models.Model):
    """An officer named on a sealed case (知悉人员): besides them nobody sees it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="named_once")]


class Route(models.Model):
    """Which legal path a case takes (处理途径), on what basis, and what the person was told to do next."""

    class Branch(models.TextChoices):
        """The six ways of art. 31, and the two classes that take another road."""

        LITIGATION = "31.1", _("court, prosecution or police procedure")
        ARBITRATION = "31.2", _("arbitration")
        PARTY_APPEAL = "31.3", _("Party members' appeal or retrial of discipline")
        ADMINISTRATIVE = "31.4", _("administrative reconsideration, ruling, licence or penalty")
        DUTY = "31.5", _("investigation or protective duty of an organ")
        PETITION = "31.6", _("petition procedure")
        SUGGESTION = "29", _("study and answer of a suggestion")
        ACCUSATION = "30", _("accusation, by discipline inspection or the competent organ")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="routes")
    branch = models.CharField(max_length=6, choices=Branch)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    next_step = models.TextField(_("what the person was told"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Assignment(models.Model):
    """A case handed to a unit (转送、交办): by whom, why this unit, whether feedback is required, and what it did."""

    class Mode(models.TextChoices):
        FORWARD = "forward", _("forwarded")  # 转送
        ASSIGN = "assign", _("assigned, with feedback required")  # 交办
        DIRECT = "direct", _("received directly")  # 直接收到

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="assignments")
    mode = models.CharField(max_length=8, choices=Mode)
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    why = models.CharField(_("why this unit"), max_length=300, blank=True)
    note = models.TextField(_("note to the unit"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-at"], name="assignment_unit")]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="one_open_assignment")
        ]


class Reply(models.Model):
    """An answer to the petitioner with the handling opinion (处理意见): facts, opinion, basis, and what they can do next."""

    class Outcome(models.TextChoices):
        SUPPORTED = "supported", _("supported, and to be carried out")  # 予以支持
        EXPLAINED = "explained", _("reasonable, but without basis; explained")  # 合理但缺依据
        NOT_SUPPORTED = "not_supported", _("not supported")  # 不予支持

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="replies")
    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome, blank=True)
    facts = models.TextField(_("facts found"), blank=True)
    words = models.TextField(_("answer to the petitioner"))
    basis = models.TextField(_("legal or policy basis"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_reply_a_round")]


class Rating(models.Model):
    """What the petitioner alone says of an answer (群众评价): resolved or not, and one of five levels."""

    class Stars(models.IntegerChoices):
        VERY_SATISFIED = 5, _("very satisfied")
        SATISFIED = 4, _("satisfied")
        BASICALLY = 3, _("basically satisfied")
        DISSATISFIED = 2, _("dissatisfied")
        VERY_DISSATISFIED = 1, _("very dissatisfied")

    class Asked(models.TextChoices):
        RECEIPT = "receipt", _("with the receipt number and secret")
        CALLBACK = "callback", _("asked by someone outside the handling unit")

    reply = models.OneToOneField(Reply, models.CASCADE, related_name="rating")
    resolved = models.BooleanField(_("is it resolved?"))
    stars = models.PositiveSmallIntegerField(_("rating"), choices=Stars)
    words = models.TextField(_("in their own words"), blank=True)
    asked = models.CharField(max_length=10, choices=Asked, default=Asked.RECEIPT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # the caller of a call-back
    at = models.DateTimeField(default=timezone.now)
