"""Every word of the program has its Chinese: nothing missing, nothing empty, nothing doubtful."""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from sixia.foundations.common.management.commands import compile_catalogues
from sixia.foundations.common.management.commands.compile_catalogues import catalogues

pytestmark = pytest.mark.once

ROOMS = [Path(room.path) for room in apps.get_app_configs() if settings.ROOT / "sixia" in Path(room.path).parents]


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_a_catalogue_is_complete(path):
    catalogue = polib.pofile(str(path))

    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_a_translation_keeps_the_places_where_values_go(path):
    astray = [entry.msgid for entry in polib.pofile(str(path)) if entry.translated() and not keeps_places(entry)]

    assert astray == []


def test_the_check_notices_a_lost_place():
    lost = polib.POEntry(msgid="%(unit)s has it", msgstr="已收到")
    kept = polib.POEntry(msgid="%(unit)s has it", msgstr="%(unit)s已收到")

    assert [keeps_places(lost), keeps_places(kept)] == [False, True]


def test_words_compiled_are_read_by_the_process_that_compiled_them(tmp_path, settings, monkeypatch):
    """On a fresh machine words are compiled, and the demo town is told in them, in one process."""
    source = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="a word of this test only", msgstr="本测试的一个词"))
    catalogue.save(str(source))
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(compile_catalogues, "catalogues", lambda: [source])
    with translation.override("zh-hans"):
        assert translation.gettext("a word of this test only") == "a word of this test only"

    call_command("compile_catalogues")

    with translation.override("zh-hans"):
        assert translation.gettext("a word of this test only") == "本测试的一个词"


def test_a_word_has_one_chinese_in_the_whole_house():
    said = [(path.parents[3].name, entry) for path in catalogues() for entry in polib.pofile(str(path)) if not entry.obsolete]

    assert clashes(said) == []


def test_the_check_notices_a_word_said_in_two_ways():
    said = [
        ("cases", polib.POEntry(msgid="Where", msgstr="地点")),
        ("visits", polib.POEntry(msgid="Where", msgstr="去哪里")),
        ("pairings", polib.POEntry(msgid="Where", msgctxt="tie", msgstr="在哪里")),
        ("cases", polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "共 %(n)s 件"})),
        ("visits", polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "共 %(n)s 次"})),
        ("cases", polib.POEntry(msgid="Why", msgstr="原因")),
        ("visits", polib.POEntry(msgid="Why", msgstr="原因")),
    ]

    assert clashes(said) == ["Where: cases 地点, visits 去哪里", "one: cases 共 %(n)s 件, visits 共 %(n)s 次"]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_word_of_a_room_is_in_its_catalogue(room, tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed; make test sees to it")
    copy = tmp_path / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("locale", "tests", "__pycache__", *rooms_inside(room)))
    (copy / "locale").mkdir()

    found = words_of(copy)

    catalogue = room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    known = {key(entry) for entry in polib.pofile(str(catalogue))} if catalogue.exists() else set()
    assert sorted(found - known) == []


def words_of(folder):
    """What makemessages finds in a folder that is not the room itself, so that nothing is written there."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "django", "makemessages", "--locale", "zh_Hans", "--no-location", "--verbosity", "0"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    made = folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    return {key(entry) for entry in polib.pofile(str(made))} if made.exists() else set()


def key(entry):
    return (entry.msgctxt or "", entry.msgid)


def clashes(said):
    """What two rooms say differently: gettext keeps one word for both, the upper room's, on every page."""
    ways = defaultdict(dict)
    for room, entry in said:
        ways[key(entry)].setdefault(entry.msgstr or entry.msgstr_plural[0], room)
    apart = {words: told for words, told in ways.items() if len(told) > 1}
    return [f"{words}: {', '.join(f'{room} {way}' for way, room in told.items())}" for (_context, words), told in apart.items()]


def rooms_inside(room):
    return [other.name for other in ROOMS if room in other.parents]


def keeps_places(entry):
    """No value is dropped and none is asked for in vain; Chinese has one form for one and for many, so it follows the plural."""
    given = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    must = places(entry.msgid_plural or entry.msgid)
    return all(must <= places(words) <= must | places(entry.msgid) for words in given)


def places(words):
    return set(re.findall(r"%\([a-z_]+\)s|%\([a-z_]+\)d|\{[a-z_]+\}", words))
