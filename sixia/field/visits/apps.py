from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "sixia.field.visits"
    label = "visits"
    verbose_name = _("Visits")

    def ready(self) -> None:
        from sixia.foundations.common.receipts import opens
        from sixia.foundations.common.windows import window

        from . import announcing, messages, tellings  # noqa: F401
        from .models import Invitation

        opens(Invitation)
        window("visits.detail", "field:brought", title=_("Pictures and recordings"))
