import hashlib

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from sixia.foundations.attachments.checks import digest_is_known
from sixia.foundations.attachments.models import Attachment

from . import samples


def test_a_digest_nobody_knows_stops_the_start(settings):
    settings.ATTACHMENT_DIGEST = "md5"

    with pytest.raises(SystemCheckError, match=r"sixia\.E040"):
        call_command("check")


@pytest.mark.django_db
@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this OpenSSL has no SM3")
def test_what_was_hashed_one_way_stays_checked_that_way(settings, hold):
    settings.ATTACHMENT_DIGEST = "sm3"
    attachment = hold(samples.pdf(), "材料.pdf")
    settings.ATTACHMENT_DIGEST = "sha256"

    assert digest_is_known(None) == []
    assert Attachment.objects.get(pk=attachment.pk).algorithm == "sm3" and attachment.is_intact()
