"""The sentences in which the trail tells a ledger file. Counts and codes only."""

from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling("ledgers", "received", internal=_("Ledger file sent in."))
telling("ledgers", "sheet_chosen", internal=_("Another sheet of the file chosen."))
telling("ledgers", "begun", internal=_("Columns settled (%(fields)s); the rows wait their turn."))
telling("ledgers", "resumed", internal=_("Taken up again where it had stopped, after row %(read)s."))
telling(
    "ledgers",
    "taken_in",
    internal=_("All %(rows)s rows read: %(imported)s new, %(updated)s amended, %(unchanged)s unchanged, %(refused)s sent back."),
)
telling("ledgers", "failed", internal=_("The file could not be read further; the rows before stay."))
telling("ledgers", "discarded", internal=_("File dropped before anything was taken in."))
