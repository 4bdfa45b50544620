from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "sixia.foundations.common"
    label = "common"
    verbose_name = _("Shared pieces")
