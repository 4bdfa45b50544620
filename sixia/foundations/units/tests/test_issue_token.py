"""The keeper's two commands for the keys of machines."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sixia.foundations.trail.models import Entry
from sixia.foundations.units.models import Token

pytestmark = pytest.mark.django_db


def run(*words):
    told = StringIO()
    call_command(*words, stdout=told)
    return told.getvalue().strip()


def test_a_key_is_printed_once_and_opens_for_its_unit(roads, keeper):
    plain = run("issue_token", roads.code, "--name", "公路系统", "--by", keeper.username)

    token = Token.objects.opened_by(plain)
    assert token.unit == roads
    assert Entry.objects.get(verb="issued").by == keeper


def test_revoked_it_opens_nothing_and_only_that_of_the_system_named(roads, keeper):
    lost = run("issue_token", roads.code, "--name", "公路系统", "--by", keeper.username)
    kept = run("issue_token", roads.code, "--name", "热线平台", "--by", keeper.username)

    assert run("revoke_token", roads.code, "--name", "公路系统", "--by", keeper.username) == "公路系统: revoked"

    assert Token.objects.opened_by(lost) is None
    assert Token.objects.opened_by(kept).name == "热线平台"


@pytest.mark.parametrize(
    "words",
    [
        ("issue_token", "nowhere", "--name", "热线平台", "--by", "{keeper}"),
        ("issue_token", "{roads}", "--name", "热线平台", "--by", "nobody"),
        ("revoke_token", "{roads}", "--by", "{keeper}"),
        ("revoke_token", "{roads}", "--by", "nobody"),
    ],
)
def test_what_is_not_there_is_said(roads, keeper, words):
    with pytest.raises(CommandError, match="There is no"):
        run(*[word.format(roads=roads.code, keeper=keeper.username) for word in words])

    assert not Token.objects.exists()
