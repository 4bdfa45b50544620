"""What a visit is for, and what its outcomes serve (四下 · 四个一线). Words only: other rooms plan visits with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Which of the four 下; a visit may be several at once."""

    RECEPTION = "reception", _("petition reception")  # 信访接待下基层
    ONSITE = "onsite", _("on-site office work")  # 现场办公下基层
    RESEARCH = "research", _("field research")  # 调查研究下基层
    BRIEFING = "briefing", _("policy publicity")  # 政策宣传下基层


class FrontLine(models.TextChoices):
    """The four “on the front line” (四个一线): what an outcome served there."""

    THOUGHT = "thought", _("ideas made clear on the front line")  # 理清思路在一线
    POLICY = "policy", _("policy carried out on the front line")  # 政策落实在一线
    CONFLICT = "conflict", _("conflicts resolved on the front line")  # 矛盾化解在一线
    GROWTH = "growth", _("development advanced on the front line")  # 推动发展在一线
