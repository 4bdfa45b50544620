from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling("notifications", "resent", public="", internal=_("The notice was sent again."))
