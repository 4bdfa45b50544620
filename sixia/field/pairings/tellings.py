"""The sentences in which the trail tells a tie. Of a household it says the village, never who."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling("pairings", "tied", internal=_("%(post)s tied to %(object)s from %(starts_on)s."))
