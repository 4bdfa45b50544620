from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "sixia.foundations.trail"
    label = "trail"
    verbose_name = _("Trail")
