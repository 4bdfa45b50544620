from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PairingsConfig(AppConfig):
    name = "sixia.field.pairings"
    label = "pairings"
    verbose_name = _("Standing ties")

    def ready(self) -> None:
        from sixia.foundations.common.receipts import opens

        from . import announcing, tellings  # noqa: F401
        from .models import SupportPlan

        opens(SupportPlan)
