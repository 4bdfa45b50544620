import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.people.models import Person


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Each test has a store of its own."""
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return tmp_path


@pytest.fixture
def officer(db):
    return User.objects.create(username="lin.intake", name="林小禾", email="lin@ningxi.example")


@pytest.fixture
def thing(db):
    """Something of another room that files hang on."""
    return Person.objects.take(name="陈桂花")


@pytest.fixture
def upload():
    def made(content, name="照片.jpg"):
        return SimpleUploadedFile(name, content)

    return made


@pytest.fixture
def hold(db, upload):
    def held(content, name="照片.jpg", holder="guihua"):
        return Attachment.objects.hold(upload(content, name), holder=holder)

    return held
