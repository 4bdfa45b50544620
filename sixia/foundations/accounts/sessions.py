"""Who is signed in (登录状态): Django's session in the database, read as often as a page is."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from sixia.foundations.common.statements import Statement, blank

OPEN = Statement(lambda: Session.objects.filter(session_key=blank("key"), expire_date__gt=blank("now")))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        session = OPEN.one(key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None
        return session

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What is read in the same words again was signed by us the first time."""
        return deepcopy(_decoded(session_data))


@lru_cache(maxsize=2000)
def _decoded(session_data: bytes | str) -> dict[str, Any]:
    return db.SessionStore().decode(session_data)
