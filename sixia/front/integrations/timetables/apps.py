from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimetablesConfig(AppConfig):
    name = "sixia.front.integrations.timetables"
    label = "timetables"
    verbose_name = _("Timetables of reception days")

    def ready(self) -> None:
        from sixia.foundations.common.rails import rail

        from . import railing

        rail(railing.timetables, order=10)
