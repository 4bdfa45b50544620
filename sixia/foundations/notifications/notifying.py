"""Saying something to someone: `notify("cases.answered", to=person, link=…, number=…)`.

What can be said is told in each room's `messages.py`.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sixia.foundations.accounts.models import User

from . import channels, messages
from .models import Notice


@transaction.atomic(savepoint=False)
def notify(message: str, *, to: channels.Receiver, link: str = "", **data: Any) -> Notice | None:
    """Say it by every channel that reaches the receiver; the first notice made, or None where no channel does.

    Part of the verb that says it: no trail entry of its own. `data` is JSON and never holds personal details.
    """
    messages.named(message).check(data)
    made = [
        make(name, channel, message, to=to, link=link, data=data)
        for name, channel in channels.all_channels()
        if channel.reaches(to)
    ]
    return made[0] if made else None


def make(name: str, channel: channels.Channel, message: str, *, to: channels.Receiver, link: str, data: dict[str, Any]) -> Notice:
    notice = Notice(channel=name, message=message, link=link, data=data)
    if isinstance(to, User):
        notice.to_user = to
    else:
        notice.to_person = to
    if not channel.queued:
        notice.state, notice.sent_at = Notice.State.SENT, timezone.now()
    notice.save(force_insert=True)
    if channel.queued:
        notice.defer()
    return notice
