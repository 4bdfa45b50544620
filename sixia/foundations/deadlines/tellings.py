"""How the entries of this room are read aloud."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

RECOUNTED = _(
    "Counted again on the announced calendar: due %(due_on)s, by law until %(latest_on)s; "
    "before that %(was_due_on)s and %(was_latest_on)s."
)
CONFIRMED = _("The calendar has been announced, and the date stands: due %(due_on)s, by law until %(latest_on)s.")
ANNOUNCED = _("The working calendar of %(year)s was loaded as announced.")
ARRANGED = _("A provisional working calendar of %(year)s was loaded.")

telling("deadlines", "recounted", public=RECOUNTED, internal=RECOUNTED)
telling("deadlines", "confirmed", public=CONFIRMED, internal=CONFIRMED)
telling("deadlines", "announced", public=ANNOUNCED, internal=ANNOUNCED)
telling("deadlines", "arranged", public=ARRANGED, internal=ARRANGED)
