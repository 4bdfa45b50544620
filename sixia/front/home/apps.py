from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "sixia.front.home"
    label = "home"
    verbose_name = _("Front page and desk")

    def ready(self) -> None:
        from sixia.foundations.common.look import name_office

        from .cast import name_of_county

        name_office(name_of_county)
