from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "sixia.foundations.trail"
    label = "trail"
    verbose_name = _("Trail")

    def ready(self) -> None:
        from .checks import every_verb_is_told

        register(every_verb_is_told)
