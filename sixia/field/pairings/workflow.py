"""To what a post can be tied, and how contact can be had. Data only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What the other end of a tie is."""

    PLACE = "place", _("township or village")
    ENTERPRISE = "enterprise", pgettext_lazy("tie", "enterprise")
    PROJECT = "project", _("project")
    HOUSEHOLD = "household", pgettext_lazy("tie", "household")


class How(models.TextChoices):
    """How contact was had."""

    VISIT = "visit", _("went there")
    MEETING = "meeting", _("met elsewhere")
    PHONE = "phone", _("telephone")
    THEY_CAME = "they_came", _("they came to us")


SPENT_THERE = frozenset({How.VISIT})  # what counts as a day spent at the tie: being there, nothing else


class Standing(models.TextChoices):
    """How a support plan stands."""

    RUNNING = "running", _("running")
    WITHDRAWN = "withdrawn", _("withdrawn by the household")


class Whose(models.TextChoices):
    """Who does a step of a plan."""

    THEIRS = "theirs", _("the household")
    STARTED = "started", _("begun by the household by itself")
    OURS = "ours", _("those who help")


class Own(models.TextChoices):
    """How a household sees one of the four in itself: words, not grades."""

    NOT_YET = "not_yet", _("not yet")
    PARTLY = "partly", _("in part")
    YES = "yes", pgettext_lazy("tie", "yes")
    UNSURE = "unsure", _("hard to say")
