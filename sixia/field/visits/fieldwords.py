"""The words that the scripts of the phone's page say, in the reader's language; they go out with the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Met, Note, Stop


def words() -> dict[str, str]:
    """By the name the scripts know them by; `{n}` and the like are filled in on the phone."""
    return {**_of_the_line(), **_of_records(), **_of_conflicts(), **_of_keeping()}


def _of_the_line() -> dict[str, str]:
    return {
        "waiting": _("{n} kept on this phone, not yet sent"),
        "all_sent": _("Everything is sent: {n} of the last two days."),
        "sent": _("Sent: {n} of the last two days."),
        "nothing": _("Nothing waits on this phone."),
        "conflicts": _("{n} changed by somebody else meanwhile: please choose below."),
        "refusals": _("{n} not taken: the reason stands with each."),
        "others": _("{n} of another person are kept on this phone, sealed, until they sign in."),
        "sending": _("Sending…"),
        "offline": _("No signal. Write on: everything is kept here."),
    }


def _of_records() -> dict[str, str]:
    kinds = {f"kind_{kind.value}": str(kind.label) for kind in (*Note.Kind, *Stop.Kind, *Met.Kind)}
    return {
        **kinds,
        "kind_brief": _("brief opened"),
        "kind_depart": _("departure"),
        "kind_amend": _("change"),
        "kind_case": _("case"),
        "kind_promise": _("promise"),
        "state_waiting": _("on this phone"),
        "state_sent": _("sent"),
        "state_refused": _("not taken"),
        "state_conflict": _("changed twice"),
        "receipt": _("Registered. Tell them: number {number}, secret {secret}."),
        "numbered": _("Number {number}"),
        "minutes": _("{n} minutes"),
        "shown_to_us": _("shown by the hosts"),
        "people": _("{n} people"),
        "change": _("Change"),
        "again": _("Send again"),
        "take_back": _("Take back"),
        "take_back_really": _("Remove this from the phone? It is not sent."),
        "without_words": _("(without words)"),
        "earlier": _("An earlier visit"),
        "as_of": _("As of {at}"),
    }


def _of_conflicts() -> dict[str, str]:
    return {
        "mine": _("On this phone"),
        "theirs": _("Changed by {who}, {at}"),
        "keep_mine": _("Keep mine"),
        "keep_theirs": _("Keep theirs"),
        "keep_both": _("Keep both, one under the other"),
    }


def _of_keeping() -> dict[str, str]:
    return {
        "voices": _("Recordings: {n}"),
        "voice_start": _("Record voice"),
        "voice_stop": _("Stop recording"),
        "no_voice": _("This phone does not let us record. Write it down instead."),
        "full": _("This phone has no room left: this was not kept. Send what waits, or free some space, and press again."),
        "no_key": _("What is kept here is sealed. Sign in once with a signal; then it opens also without one."),
        "insecure": _("This address is not encrypted (https), so the phone may keep nothing. Tell whoever runs the program."),
        "broken": _("Something went wrong. What was kept is still here; please try again."),
        "leave": _("{n} kept on this phone and not yet sent would be lost for good."),
        "wiped": _("This phone is wiped."),
    }
