from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "sixia.foundations.deadlines"
    label = "deadlines"
    verbose_name = _("Rules and calendar")

    def ready(self) -> None:
        from . import tellings  # noqa: F401
