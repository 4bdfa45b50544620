from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "sixia.field.reception"
    label = "reception"
    verbose_name = _("Reception days")

    def ready(self) -> None:
        from . import announcing, messages, tellings  # noqa: F401
