from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgersConfig(AppConfig):
    name = "sixia.front.integrations.ledgers"
    label = "ledgers"
    verbose_name = _("Ledger files")

    def ready(self) -> None:
        from sixia.foundations.common.rails import rail

        from . import tellings  # noqa: F401
        from .railing import ledgers

        rail(ledgers, order=60)
