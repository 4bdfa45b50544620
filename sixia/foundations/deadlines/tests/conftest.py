import pytest
from django.core.management import call_command

from sixia.foundations.deadlines import arrangements, models
from sixia.foundations.deadlines.counting import WorkingCalendar


@pytest.fixture(scope="session")
def working():
    """The shipped calendars as one value, without a database."""
    years = arrangements.shipped()
    specials = {on: special for year in years for on, special in year.days.items()}
    return WorkingCalendar(specials, frozenset(year.year for year in years if year.announced))


@pytest.fixture(autouse=True)
def forgetful():
    """What a test keeps in memory does not outlive its rolled-back rows."""
    models.forget_now()
    yield
    models.forget_now()


@pytest.fixture
def loaded(db):
    call_command("load_rules", verbosity=0, stdout=_Silent())


class _Silent:
    def write(self, text):
        pass
