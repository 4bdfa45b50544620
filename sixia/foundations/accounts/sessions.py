"""Who is signed in (登录状态): Django's session in the database, read together with the officer whose it is.

Every page of an officer asks for both, so the way to the database is made once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import F, QuerySet
from django.utils import timezone

from sixia.foundations.common.statements import Statement, blank

from .models import Session, User


class SessionStore(db.SessionStore):
    officer: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        return session

    def load(self) -> dict[str, Any]:
        officer: Any = _readers[-1](self.session_key)
        if officer is None:
            return super().load()  # nobody's, or no longer open
        self.officer = officer
        return self.decode(officer.session_data)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What is read in the same words again was signed by us the first time."""
        return json.loads(_decoded(session_data))  # type: ignore[no-any-return]


@lru_cache(maxsize=2000)
def _decoded(session_data: bytes | str) -> str:
    return json.dumps(db.SessionStore().decode(session_data))


def of_session(users: QuerySet[User]) -> QuerySet[User]:
    """Whose session `key` is, if it is open at the time `now` (blanks of a Statement); `session_data` is what it holds."""
    found = users.filter(sessions__session_key=blank("key"), sessions__expire_date__gt=blank("now"))
    return found.annotate(session_data=F("sessions__session_data"))


ALONE = Statement(lambda: of_session(User.objects.all()))

Reader = Callable[[str | None], User | None]
_readers: list[Reader] = [lambda key: ALONE.one(key=key, now=timezone.now())]


def read_by(reader: Reader) -> None:
    """Announce the room that reads an officer, by the key of their session, together with what every page asks next."""
    if reader not in _readers:
        _readers.append(reader)
