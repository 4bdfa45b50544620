"""The stairs hold, and each way to break them is noticed: every fault is planted here and caught."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import models
from django.http import HttpResponse
from django.test import override_settings
from django.test.utils import isolate_apps
from django.urls import include, path

from sixia.foundations.common.checks import addresses, every_view_has_a_door
from tests import stairs as reading

pytestmark = pytest.mark.once

ROOT: Path = settings.ROOT
OURS = [config for config in apps.get_app_configs() if config.name.startswith("sixia.")]
FLOORS = "Floors, top to bottom"
FOUNDATIONS = "Rooms of the foundations"
FRONT = "Rooms of the front: nobody imports integrations"
INSIDE = "Inside a room: pages and machines know the domain, never the reverse"


@pytest.fixture(scope="module")
def stairs():
    return reading.read(reading.PYPROJECT.read_text())


@pytest.fixture
def house(tmp_path):
    """A copy of the house to plant faults in."""
    for part in ("sixia", "config"):
        shutil.copytree(
            ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("*.mo", "__pycache__", "static", "data", "locale")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(house):
    """The names of the contracts that import-linter finds broken; an error of the linter itself is none."""
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command(['--no-cache']))"
    done = subprocess.run([sys.executable, "-c", program], cwd=house, capture_output=True, text=True, env={"COLUMNS": "200"})
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    assert (done.returncode == 0) == ("BROKEN" not in done.stdout)
    return set(re.findall(r"^(.+?) BROKEN", done.stdout, re.MULTILINE))


def plant(house, file, source):
    file = house / "sixia" / file
    file.parent.mkdir(exist_ok=True)
    file.touch()
    file.write_text(file.read_text() + "\n" + source)


def test_the_house_stands_on_its_stairs(house):
    assert broken_contracts(house) == set()


@pytest.mark.parametrize(
    ("file", "source", "contract"),
    [
        ("foundations/places/models.py", "from sixia.spine.cases.models import Case", FLOORS),
        ("foundations/places/models.py", "def late():\n    from sixia.front.home import views", FLOORS),
        ("foundations/trail/models.py", "from sixia.foundations.places import models", FOUNDATIONS),
        ("front/home/views.py", "from sixia.front.integrations.ledgers import models", FRONT),
        ("foundations/attic/__init__.py", "", FOUNDATIONS),
        ("attic/__init__.py", "", FLOORS),
        ("governance/__init__.py", "", None),
        ("spine/cases/workflow.py", "from .models import Case", INSIDE),
        ("spine/cases/rules.py", "from . import views", INSIDE),
        ("spine/cases/tasks.py", "from . import views", INSIDE),
        ("foundations/common/numbers.py", "from . import pages, sheets\nfrom .doors import public", None),
        ("foundations/common/text.py", "from . import sheets", "No circles, anywhere"),
        ("foundations/common/text.py", "from config import settings", "The house does not know how it is configured"),
    ],
)  # fmt: skip
def test_a_planted_import_is_caught(house, file, source, contract):
    plant(house, file, source)

    found = broken_contracts(house)

    assert contract in found if contract else found == set()


def test_every_room_on_the_stairs_is_known_and_in_its_place(stairs):
    known = list(dict.fromkeys(reading.rooms().values()))

    assert set(known) <= set(stairs.heights)
    assert known == sorted(known, key=stairs.heights.__getitem__, reverse=True), "INSTALLED_APPS names the rooms from the top"


def test_the_stairs_are_read_as_they_are_meant(stairs):
    assert stairs.allow("spine.cases", "foundations.places")
    assert stairs.allow("spine.cases", "spine.cases")
    assert not stairs.allow("foundations.places", "spine.cases")
    assert not stairs.allow("foundations.accounts", "foundations.units")
    assert not stairs.allow("field.reception", "field.onsite")
    assert stairs.allow("field.reception", "field.pairings")
    assert not stairs.allow("front.home", "front.integrations")


def test_every_foreign_key_points_down(stairs):
    ours = [model for config in OURS for model in config.get_models(include_auto_created=True)]

    assert len(ours) > 20
    assert reading.upward_relations(stairs, ours) == []


@isolate_apps("sixia.foundations.places")
def test_a_planted_foreign_key_written_as_text_is_caught(stairs):
    class Planted(models.Model):
        case = models.ForeignKey("cases.Case", models.CASCADE)
        cases = models.ManyToManyField("cases.Case", related_name="+")
        place = models.ForeignKey("places.Place", models.CASCADE)
        officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

        class Meta:
            app_label = "places"

    found = reading.upward_relations(stairs, [Planted])

    assert found == ["places.Planted.case → cases.Case", "places.Planted.cases → cases.Case"]


def test_every_migration_waits_only_for_rooms_below(stairs):
    assert reading.upward_migrations(stairs) == []


def test_every_view_of_the_house_has_its_door():
    assert every_view_has_a_door() == []
    assert sum(address.ours for address in addresses()) > 10


def test_a_planted_view_without_a_door_is_caught():
    def planted(request):
        return HttpResponse("")

    planted.__module__ = "sixia.spine.cases.views"
    urls = ModuleType("config.planted_urls")
    urls.urlpatterns = [path("", include(settings.ROOT_URLCONF)), path("planted/", planted)]

    with override_settings(ROOT_URLCONF=urls):
        found = [message for message in checks.run_checks() if message.id == "sixia.E001"]

    assert len(found) == 1
    assert "/planted/" in found[0].msg


@pytest.mark.parametrize("word", ["services", "utils", "helpers", "managers", "misc"])
def test_no_file_has_a_name_that_says_nothing(word):
    assert list((ROOT / "sixia").rglob(f"{word}.py")) == []


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_every_room_says_what_it_is_for(config):
    said = config.module.__doc__ or ""

    assert len(said) > 80
    assert len(said.strip().splitlines()) <= 8
    assert re.search("[\u4e00-\u9fff]", said), "with its Chinese name"


def test_no_two_checks_share_an_id():
    sources = [file.read_text() for file in (ROOT / "sixia").rglob("checks.py")]
    ids = [found for source in sources for found in set(re.findall(r'id="(sixia\.[EW]\d+)"', source))]

    assert sorted(ids) == sorted(set(ids))
