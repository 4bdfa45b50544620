from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling("places", "merged", internal=_("%(name)s (%(code)s) became part of %(into_name)s (%(into)s) on %(merged_on)s"))
telling("places", "loaded", internal=_("Divisions under %(prefix)s loaded from %(source)s: %(created)s new, %(renamed)s renamed"))
