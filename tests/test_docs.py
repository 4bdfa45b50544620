"""What the documents promise is there."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

SPOKEN_OF = re.compile(r"`((?:SIXIA_[A-Z0-9_]+)|DATABASE_URL)`")
READ = re.compile(r"""["{](SIXIA_[A-Z0-9_]+|DATABASE_URL)["}:-]""")


def test_every_setting_is_explained_to_operators():
    page = (settings.ROOT / "docs" / "operators" / "settings.md").read_text()

    assert settings_read() - set(SPOKEN_OF.findall(page)) == set()


def test_no_setting_is_explained_that_nothing_reads():
    page = (settings.ROOT / "docs" / "operators" / "settings.md").read_text()

    assert set(SPOKEN_OF.findall(page)) - settings_read() == set()


def test_links_between_the_documents_lead_somewhere():
    pages = [*settings.ROOT.glob("*.md"), *settings.ROOT.glob("docs/**/*.md")]
    astray = [
        f"{page.relative_to(settings.ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text())
        if not (page.parent / link).exists()
    ]

    assert astray == []


def test_every_verb_of_the_makefile_named_in_a_document_exists():
    verbs = set(re.findall(r"^([a-z]+):", (settings.ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        verb
        for page in [*settings.ROOT.glob("*.md"), *settings.ROOT.glob("docs/**/*.md")]
        for call in re.findall(r"`make ([a-z ]+)", page.read_text())
        for verb in call.split()
    }

    assert named - verbs == set()


def settings_read():
    """Names the program and its scripts take from the environment."""
    sources = [
        settings.ROOT / "config" / "settings.py",
        settings.ROOT / "config" / "embedded.py",
        settings.ROOT / "dev" / "start",
    ]
    return {name for source in sources for name in READ.findall(source.read_text())}
