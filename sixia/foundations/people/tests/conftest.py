import pytest

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Person
from sixia.foundations.places.models import Level, Place


@pytest.fixture
def officer(db):
    return User.objects.create(username="lin.intake", name="林小禾", email="lin@ningxi.example")


@pytest.fixture
def village(db):
    return Place.objects.create(code="990101101001", name="上坪村", level=Level.VILLAGE)


@pytest.fixture
def petitioner(db):
    return Person.objects.take(
        name="陈桂花",
        phone="138 1234 5678",
        email="guihua@example.cn",
        identity_number="11010519491231002x",
        address="石桥镇上坪村二组12号",
    )


@pytest.fixture
def neighbour(db):
    return Person.objects.take(name="吴大山", phone="0593-6123456")
