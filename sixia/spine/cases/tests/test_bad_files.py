"""Files that are not what they seem, through the form a petitioner sends: refused for a reason, and nothing else is lost."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from sixia.foundations.attachments.models import Attachment
from sixia.foundations.attachments.tests import samples
from sixia.spine.cases.models import Case

from .conftest import WORDS

pytestmark = pytest.mark.django_db
MEBIBYTE = 1024 * 1024


def sixty_mebibytes():
    big = io.BytesIO(b"\xff\xd8\xff" + bytes(60 * MEBIBYTE))
    big.name = "坏.jpg"
    return big


BAD = {
    "a 60 MB picture": (sixty_mebibytes, "太大", "too big"),
    "a zip bomb": (lambda: SimpleUploadedFile("坏.docx", samples.bomb()), "解压后", "unpacks to far more"),
    "a program": (lambda: SimpleUploadedFile("坏.jpg", b"MZ\x90\x00" + bytes(200)), "是程序", "is a program"),
    "half a picture": (
        lambda: SimpleUploadedFile("坏.jpg", samples.picture(size=(400, 400), quality=95)[:3000]),
        "不完整",
        "cut off",
    ),
    "nothing": (lambda: SimpleUploadedFile("坏.jpg", b""), "是空的", "is empty"),
}


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}


def filled(**given):
    return {
        "once": str(uuid.uuid4()),
        "words": WORDS,
        "place_words": "上坪村",
        "contact": "13900001234",
        "consent": "on",
        **given,
    }


def good(name="桥.jpg"):
    return SimpleUploadedFile(name, samples.photo())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_for_its_reason_and_the_words_and_the_good_file_stay(cast, client, kind, language):
    made, chinese, english = BAD[kind]
    form = filled(files=[made(), good()])

    refused = client.post("/cases/raise/", form, headers={"Accept-Language": language})

    (said,) = refused.context["form"].errors["files"]
    assert refused.status_code == 422
    assert {"zh-hans": chinese, "en": english}[language] in said and "坏." in said
    assert refused.context["form"]["words"].value() == WORDS
    assert not Case.objects.exists()

    held = [str(file.token) for file in Attachment.objects.all()]
    sent = client.post("/cases/raise/", {**form, "files": [], "files-held": held})

    assert sent.status_code == 302
    assert [file.name for file in Attachment.objects.of(Case.objects.get())] == ["桥.jpg"]


def test_if_the_register_breaks_down_between_case_and_file_the_form_sent_again_brings_both(cast, client, monkeypatch):
    form = filled()

    def broken(*args, **kwargs):
        raise OperationalError("the connection is gone")

    with monkeypatch.context() as outage:
        outage.setattr(type(Attachment.objects.all()), "_take", broken)
        client.raise_request_exception = False
        down = client.post("/cases/raise/", {**form, "files": [good()]})
    assert down.status_code == 503
    assert not Case.objects.exists()

    client.post("/cases/raise/", {**form, "files": [good()]})
    client.post("/cases/raise/", {**form, "files": [good()]})

    assert [file.name for file in Attachment.objects.of(Case.objects.get())] == ["桥.jpg"]
