"""docs/TRAIL.md against the verbs that the rooms tell."""

import re

import pytest
from django.conf import settings
from django.utils.translation import override

from sixia.foundations.trail.tellings import told_verbs
from tests import tables

pytestmark = pytest.mark.once

HEAD = """
# The trail

What the house records, verb by verb, and how it is read aloud: inside, and to the petitioner (empty: not shown to them). Made by
`python -m tests.tables`. An entry also keeps when, who and which thing; names stand for what the entry's data hold. It never
holds personal details, and the database refuses to change or remove it
([migration 0002 of `trail`](../sixia/foundations/trail/migrations/0002_append_only.py)).
"""


def test_every_verb_of_the_trail_is_told_in_the_documents():
    with override("en"):
        rows = [[it.room, it.verb, named(it.internal), named(it.public)] for it in told_verbs()]

    tables.matches("TRAIL.md", HEAD, ["room", "verb", "inside", "to the petitioner"], rows)


def test_the_table_names_verbs_that_are_really_recorded():
    page = (settings.ROOT / "docs" / "TRAIL.md").read_text()

    assert "| cases | registered |" in page
    assert "| people | revealed |" in page


def named(sentence):
    """`%(unit)s` as *unit*."""
    return re.sub(r"%\((\w+)\)[sd]", r"*\1*", str(sentence)).replace("%%", "%")
