from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "sixia.spine.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from sixia.foundations.common.receipts import opens

        from . import announcing, messages, tellings  # noqa: F401
        from .models import Case

        opens(Case)
