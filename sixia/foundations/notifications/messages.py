"""What can be said to someone: each room tells its messages in its own `messages.py`, imported from `apps.py: ready()`.

`message("cases.answered", subject=_("Your case %(number)s …"), body=_("…"))`. The words are filled in when they are read or
sent, in the reader's language; values whose key ends in `_on` or `_at` are ISO dates, shown as dates. A body is plain text that
says no more than what to do next: what a case is about, and who anyone is, is read behind the door it points to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sixia.foundations.trail.tellings import Shown

Words = str | Promise


class UnknownMessage(Exception):
    """No room tells a message of this name."""


class MissingWords(Exception):
    """The message needs a value it was not given."""


@dataclass(frozen=True)
class Told:
    """A message in one language, ready to be read."""

    subject: str
    body: str


@dataclass(frozen=True)
class Message:
    name: str
    subject: Words
    body: Words

    def told(self, data: Mapping[str, Any]) -> Told:
        """In the language of the moment; a value that an old notice lacks is shown as a gap."""
        shown = Shown(dict(data), {})
        return Told(str(self.subject) % shown, str(self.body) % shown)

    def check(self, data: Mapping[str, Any]) -> None:
        """Missing values are found where the message is said, not hours later in the queue."""
        try:
            str(self.subject) % data, str(self.body) % data
        except KeyError as missing:
            raise MissingWords(f"{self.name} needs {missing}") from None


_messages: dict[str, Message] = {}


def message(name: str, *, subject: Words, body: Words) -> Message:
    """Announce a message; announced twice the later words stand."""
    _messages[name] = Message(name, subject, body)
    return _messages[name]


def named(name: str) -> Message:
    try:
        return _messages[name]
    except KeyError:
        raise UnknownMessage(name) from None


def names() -> list[str]:
    return sorted(_messages)


def told(name: str, data: Mapping[str, Any]) -> Told:
    """A kept message as it reads now; one whose room is gone still says that something was said."""
    known = _messages.get(name)
    return known.told(data) if known else Told(_("A notice"), "")
