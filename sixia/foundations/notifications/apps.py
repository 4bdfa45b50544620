from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "sixia.foundations.notifications"
    label = "notifications"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from sixia.foundations.common.rails import rail

        from . import announcing, checks, tellings  # noqa: F401

        register(checks.channels_can_be_used)
        rail(announcing.notices, order=90)
