from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    "password": _("This file has a password. Open it, save it without the password, and send it again."),
    "empty": _("There is nothing in this file."),
    "no_such_sheet": _("There is no sheet of this name in the file."),
    "damaged": _("This file is damaged. Open it in your spreadsheet program, save it again as .xlsx, and send that."),
    "bomb": _("This file unpacks to far more than a ledger can hold; it was not opened."),
    "page": _("This is a web page that is called a spreadsheet. Open it in Excel, save it as .xlsx, and send that."),
    "no_table": _("No table was found in this file. Send an .xlsx, .xls, .ods or .csv file."),
    "too_wide": _("There are %(columns)d columns in this file; a ledger has at most %(most)d."),
    "too_many": _("There are %(rows)d rows in this file; send at most %(most)d at a time."),
    "quotes": _(
        "The quotation marks in row %(line)d are not closed, or stand in the middle of a cell. "
        "Mend that row and send the file again."
    ),
    "damaged_text": _(
        "Line %(line)d has characters that cannot be read: the file was damaged on its way. "
        "Save it again in Excel as “CSV UTF-8” and send that."
    ),
    "encoding": _(
        "This file is written neither in UTF-8 nor in GB18030; line %(line)d cannot be read. "
        "Save it in Excel as “CSV UTF-8” or as .xlsx, and send that."
    ),
    "stopped": _("The command was stopped. Run it again: no row is taken in twice."),
}


class Unreadable(Exception):
    """The file as a whole cannot be read; says so in words for the person who sent it, in the language of the moment."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def __str__(self) -> str:
        return str(WORDS[self.code]) % self.values
