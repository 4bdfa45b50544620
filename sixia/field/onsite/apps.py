from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnsiteConfig(AppConfig):
    name = "sixia.field.onsite"
    label = "onsite"
    verbose_name = _("On-site work")

    def ready(self) -> None:
        from sixia.foundations.common.signposts import signpost
        from sixia.foundations.common.windows import window

        from . import announcing, messages, tellings  # noqa: F401

        window("cases.detail", "onsite:of_case", title=_("On-site meetings"), order=30)
        window("cases.progress", "onsite:of_petitioner", title=_("What was decided on site"), order=30)
        signpost(_("On-site meetings"), "onsite:meetings", order=40)
