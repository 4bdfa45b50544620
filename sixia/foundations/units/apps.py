from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "sixia.foundations.units"
    label = "units"
    verbose_name = _("Units and posts")

    def ready(self) -> None:
        from sixia.foundations.accounts.sessions import read_by
        from sixia.foundations.common.rails import rail_depends_on

        from . import tellings  # noqa: F401
        from .standing import signed_in, standing

        read_by(signed_in)
        rail_depends_on(standing)
