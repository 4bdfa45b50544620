from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "sixia.foundations.units"
    label = "units"
    verbose_name = _("Units and posts")

    def ready(self) -> None:
        from . import tellings  # noqa: F401
