from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "sixia.foundations.common"
    label = "common"
    verbose_name = _("Shared pieces")

    def ready(self) -> None:
        # Registered here: in the module of the doors alone the check would never run without anyone noticing.
        from .checks import every_view_has_a_door

        register(every_view_has_a_door, "urls")
