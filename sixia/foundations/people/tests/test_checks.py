import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from sixia.foundations.people.checks import keys_are_strong

LONG, ALSO = "a" * 32, "b" * 32


def test_good_keys_pass(settings):
    settings.SIXIA_KEYS, settings.SIXIA_INDEX_KEY = [LONG], ALSO

    assert keys_are_strong(None) == []


@pytest.mark.parametrize(
    ("keys", "index", "cipher", "found"),
    [
        ([], ALSO, "aes-gcm", ["sixia.E031"]),
        ([LONG, "short"], ALSO, "aes-gcm", ["sixia.E031"]),
        ([LONG], "short", "sm4-gcm", ["sixia.E031"]),
        ([LONG], LONG, "aes-gcm", ["sixia.E032"]),
        ([LONG], ALSO, "rot13", ["sixia.E030"]),
    ],
)
def test_weak_keys_are_found(settings, keys, index, cipher, found):
    settings.SIXIA_KEYS, settings.SIXIA_INDEX_KEY, settings.SIXIA_CIPHER = keys, index, cipher

    assert [error.id for error in keys_are_strong(None)] == found


def test_the_check_really_runs(settings):
    settings.SIXIA_KEYS = ["short"]

    with pytest.raises(SystemCheckError, match=r"sixia\.E031"):
        call_command("check", tags=["security"])
