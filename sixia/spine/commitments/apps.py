from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "sixia.spine.commitments"
    label = "commitments"
    verbose_name = _("Commitments")

    def ready(self) -> None:
        from . import announcing, messages, tellings  # noqa: F401
