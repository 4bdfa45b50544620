"""Channels: the ways to reach someone, named in settings (`NOTICE_CHANNELS`).

Another supplier is a class in `integrations` and one line in the settings.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sixia.foundations.accounts.models import User
from sixia.foundations.common.look import office_name
from sixia.foundations.people.models import Person

if TYPE_CHECKING:
    from .messages import Told
    from .models import Notice

Receiver = User | Person


class Unreachable(Exception):
    """There is no way to this receiver by this channel, however often one tries."""


class Channel(ABC):
    """One way to say something (渠道). `queued`: it leaves the house, so it is sent by the queue and may fail."""

    queued: ClassVar[bool] = True

    @abstractmethod
    def reaches(self, to: Receiver) -> bool:
        """Whether this receiver can, and agreed to, be told this way."""

    @abstractmethod
    def say(self, notice: Notice, told: Told, to: Receiver) -> None:
        """Say it, or raise: `Unreachable` for good, anything else to try again."""


class Desk(Channel):
    """In the program: it lies in the officer's notices at once."""

    queued = False

    def reaches(self, to: Receiver) -> bool:
        return isinstance(to, User)

    def say(self, notice: Notice, told: Told, to: Receiver) -> None:
        """Nothing more: the notice itself is what is read."""


class Mail(Channel):
    """By e-mail, plain text. Its Message-ID is made of the notice: sent twice after a crash, mail programs show it once."""

    def reaches(self, to: Receiver) -> bool:
        return bool(to.email) and (isinstance(to, User) or to.consented_at is not None)

    def say(self, notice: Notice, told: Told, to: Receiver) -> None:
        if not self.reaches(to):
            raise Unreachable("no address")
        mark = salted_hmac("sixia.notifications.mail", str(notice.key)).hexdigest()[:32]
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ")
        headers = {"Message-ID": f"<{mark}@{host}>", "Auto-Submitted": "auto-generated"}
        EmailMessage(told.subject, self.text(notice, told), to=[to.email], headers=headers).send()

    def text(self, notice: Notice, told: Told) -> str:
        parts = [told.body]
        if notice.link and settings.PUBLIC_URL:
            parts.append(f"{settings.PUBLIC_URL}{notice.link}")
        parts.append(f"-- \n{office_name()}\n{_('This letter was written by the program; answers to it are not read.')}")
        return "\n\n".join(parts)


def channel(name: str) -> Channel:
    """The channel of this name; one that the settings do not name any more reaches nobody."""
    if name not in settings.NOTICE_CHANNELS:
        raise Unreachable("no such channel")
    return import_string(settings.NOTICE_CHANNELS[name])()


def all_channels() -> list[tuple[str, Channel]]:
    return [(name, channel(name)) for name in settings.NOTICE_CHANNELS]
