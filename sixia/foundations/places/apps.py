from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "sixia.foundations.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from . import tellings  # noqa: F401
