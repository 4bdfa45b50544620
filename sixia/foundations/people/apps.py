from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "sixia.foundations.people"
    label = "people"
    verbose_name = _("People and enterprises")

    def ready(self) -> None:
        from . import checks, tellings  # noqa: F401
