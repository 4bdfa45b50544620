from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import pgettext_lazy


class TrailConfig(AppConfig):
    name = "sixia.foundations.trail"
    label = "trail"
    verbose_name = pgettext_lazy("room", "Trail")

    def ready(self) -> None:
        from .checks import every_verb_is_told

        register(every_verb_is_told)
