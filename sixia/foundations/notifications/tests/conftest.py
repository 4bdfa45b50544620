import pytest
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.notifications import messages
from sixia.foundations.people.models import Person


@pytest.fixture(autouse=True)
def said():
    """A message of the tests alone."""
    messages.message("tests.moved", subject="Case %(number)s moved", body="It is due on %(due_on)s.")
    yield {"number": "2026 1123 0042 177", "due_on": "2026-11-30"}
    messages._messages.pop("tests.moved")


@pytest.fixture
def officer(db):
    return User.objects.create_user("lin", name="林晓", email="lin@office.example", language="en")


@pytest.fixture
def colleague(db):
    return User.objects.create_user("wu", name="吴岩")


@pytest.fixture
def petitioner(db):
    return Person.objects.take(name="陈秀兰", email="chen@people.example", consented_at=timezone.now())
