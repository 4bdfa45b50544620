"""Who is signed in (登录状态): Django's session in the database, read as often as a page is."""

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
