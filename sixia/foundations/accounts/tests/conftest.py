import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from sixia.foundations.accounts.models import User

HOUSE_HASHERS = settings.PASSWORD_HASHERS
PASSWORD = "石桥镇的桥-修好了"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """argon2 takes its time on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_count_of_requests_from_other_tests():
    cache.clear()


@pytest.fixture
def officer(db):
    return User.objects.create_user("lin", "Lin@office.example", PASSWORD, name="林晓")


@pytest.fixture
def sign_in(officer):
    def to(client, name="lin", password=PASSWORD):
        return client.post(reverse("account_login"), {"login": name, "password": password})

    return to


@pytest.fixture
def someone(client, sign_in):
    """The officer, signed in by password."""
    sign_in(client)
    return client


@pytest.fixture
def sure(someone):
    """The officer, who just confirmed that it is them."""
    confirm(someone)
    return someone


def confirm(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
