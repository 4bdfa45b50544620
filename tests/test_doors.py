"""Who comes in where: docs/DOORS.md against the program, every address by every character."""

from types import ModuleType

import pytest
from django.conf import settings as house
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from sixia.foundations.common.doors import staff
from tests import doors, tables

pytestmark = pytest.mark.once

HEAD = f"""
# Doors

Every address and what becomes of each character who asks for it, found out by asking. Made by `python -m tests.tables`;
a test compares it with the program, so a new address, or a door that opens wider, does not pass unseen.

**Door** – who may come in at all: `public` anyone, `petitioner` with a receipt, `staff` signed in, `machine` with a unit's key,
`theirs` not one of our views. Behind the door, sight (`visible_to`) and rules (`may_…`) decide.

**What becomes of them** – *{doors.IN}*: comes in (a form that asks for more, or a move that comes too late, is inside) ·
*{doors.SIGN_IN}*, *{doors.RECEIPT}*, *key*: is asked for it first · *{doors.AGAIN}*: has to confirm who they are ·
*refused*: may see but not do it · *hidden*: is told that there is no such thing.

**Characters** – {"; ".join(f"*{name}*: {who}" for name, who in doors.CHARACTERS.items())}.
"""
COLUMNS = ["address", "door", *doors.CHARACTERS]


@pytest.fixture
def world(cast, settings, tmp_path):
    settings.STORAGES = {
        **house.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    return doors.build(cast)


def test_every_address_lets_in_whom_the_table_names(world):
    rows = [world.row(way) for way in world.ways()]

    tables.matches("DOORS.md", HEAD, COLUMNS, rows)


def test_an_address_without_a_line_in_the_table_fails(world):
    urls = ModuleType("config.planted_urls")
    urls.urlpatterns = [
        path("planted/<number>/", staff(lambda request, number: HttpResponse())),
        path("", include(house.ROOT_URLCONF)),
    ]
    world.values[("planted/", "number")] = "7"

    with override_settings(ROOT_URLCONF=urls):
        rows = [world.row(way) for way in world.ways() if way.route.startswith("planted/")]

    *_head, line = tables.differences((house.ROOT / "docs" / "DOORS.md").read_text(), tables.table("", COLUMNS, rows))
    assert line.startswith("+ | `/planted/<number>/` | staff | sign in | sign in | sign in | in |")


def test_a_door_that_opens_wider_fails():
    kept = tables.table("", ["address", "visitor"], [["`/desk/`", doors.SIGN_IN]])
    made = tables.table("", ["address", "visitor"], [["`/desk/`", doors.IN]])

    assert tables.differences(kept, made) == ["- | `/desk/` | sign in |", "+ | `/desk/` | in |"]


def test_an_address_with_a_name_nobody_knows_says_where_to_add_it(world):
    with pytest.raises(KeyError, match=r"tests/doors.py: what stands for <unknown>"):
        doors.filled("planted/<str:unknown>/", world.values)
