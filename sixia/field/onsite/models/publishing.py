"""From the minutes to what the public reads: no name of a private person stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.foundations.accounts.models import User

from ..names import Standing, names_in, people_of
from ..workflow import Status
from .moving import Moving, NotNow, OnsiteError

if TYPE_CHECKING:
    from .meeting import Meeting
    from .topic import Topic


class NamesStand(OnsiteError):
    """A name, telephone or identity number of a private person still stands in the words; `found` says where."""

    message = _("Not published: private names or numbers still stand in the words. They are shown below, each in its place.")

    def __init__(self, found: Sequence[Standing]) -> None:
        super().__init__(found)
        self.found = found


class NotSigned(OnsiteError):
    """Minutes that nobody stands for are not published."""

    message = _("Not published: nobody who was there has signed the minutes yet.")


class Publishing(Moving):
    """Publishing the minutes."""

    class Meta:
        abstract = True

    @transaction.atomic
    def reword(self: Meeting, *, by: User, purpose: str, topics: dict[int, tuple[str, str]]) -> None:
        """Say for the public what the signed minutes say, without private names; the signed words stay as they are.
        `topics`: title and words by position. The same words again change nothing."""
        self.hold(frozenset({Status.CLOSED}))
        if self.published_at is not None:
            raise NotNow(self.status)
        reworded = _put(self, public_purpose="" if purpose == self.purpose else purpose)
        for topic in self.topics.unsealed().filter(position__in=topics):
            title, words = topics[topic.position]
            reworded |= _put(
                topic,
                public_title="" if title == topic.title else title,
                public_words="" if words == topic.words else words,
            )
        if reworded:
            self.record("reworded", by=by)

    @transaction.atomic
    def publish(self: Meeting, *, by: User) -> None:
        """Open the minutes to everyone. Done twice changes nothing."""
        self.hold(frozenset({Status.CLOSED}))
        if self.published_at is not None:
            return
        if not self.presences.filter(signed_at__isnull=False).exists():
            raise NotSigned
        if found := self.names_standing():
            raise NamesStand(found)
        self.published_at = timezone.now()
        self.save(update_fields=["published_at"])
        self.record("published", by=by)

    def names_standing(self: Meeting) -> list[Standing]:
        """Where, in what the public would read, a private name or number still stands."""
        topics = list(self.topics.unsealed().with_people())
        people = people_of(topics, self.presences.filter(person__isnull=False).select_related("person"))
        found = [Standing(str(where), it) for where, text in self._own_words() for it in names_in(text, people)]
        for topic in topics:
            found += [
                Standing(f"{topic.position}. {where}", it) for where, text in _words_of(topic) for it in names_in(text, people)
            ]
        return found

    def _own_words(self: Meeting) -> list[tuple[object, str]]:
        purpose = self.public_purpose or self.purpose
        return [(_("purpose"), purpose), (_("where exactly"), self.venue)]


def _put(thing: Meeting | Topic, **words: str) -> bool:
    """Keep these words; whether they are other than before."""
    if all(getattr(thing, name) == value for name, value in words.items()):
        return False
    for name, value in words.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(words))
    return True


def _words_of(topic: Topic) -> list[tuple[object, str]]:
    return [(_("topic"), topic.shown_title), (_("for the minutes"), topic.shown_words), (_("legal or policy basis"), topic.basis)]
