"""A petition office of the invented county, and a way to write ledgers."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post, Role, Tenure, Unit

from ..models import Ledger

HEADS = ["编号", "姓名", "主题", "登记日期", "详情", "答复意见", "答复时间"]


WORDS = "石桥镇上坪村口的路灯坏了。"


def row(number, *, title="路灯不亮", at="2026/3/2 9:30:00", words=WORDS, reply="", replied="", name="林小满"):
    return [number, name, title, at, words, reply, replied]


@pytest.fixture(autouse=True)
def own_store(tmp_path):
    """Files sent in by a test go with it."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "store"}}
    with override_settings(STORAGES={**settings.STORAGES, "default": place}):
        yield tmp_path / "store"


@pytest.fixture
def workbook(tmp_path):
    """Writes rows into an .xlsx; `merges` are areas like "A2:A3"."""

    def write(rows, *, heads=HEADS, name="ledger.xlsx", merges=(), sheets=()):
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            for title in sheets:
                book.add_worksheet(title)
            sheet = book.add_worksheet("台账")
            day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            for line, cells in enumerate([heads, *rows] if heads else rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.datetime):
                        sheet.write_datetime(line, column, cell, day)
                    else:
                        sheet.write(line, column, cell)
            for area in merges:
                sheet.merge_range(area, None)
                first = area.split(":")[0]
                line, column = int(first[1:]) - 1, ord(first[0]) - 65
                sheet.write(line, column, ([heads, *rows] if heads else rows)[line][column])
        return path

    return write


@pytest.fixture
def text_file(tmp_path):
    def write(content, encoding="utf-8", name="ledger.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def county(db):
    for code, name, level in [("99", "宁省", 2), ("9901", "宁州市", 4), ("990101", "宁溪县", 6), ("990101101", "石桥镇", 9)]:
        Place.objects.create(code=code, name=name, level=level)
    Place.objects.create(code="990101101001", name="上坪村村民委员会", level=12)
    Place.objects.create(code="990101102", name="云岭乡", level=9)
    return Place.objects.get(pk="990101")


@pytest.fixture
def rules_in_force(db):
    call_command("load_rules", verbosity=0)


@pytest.fixture
def office(county, rules_in_force):
    return Unit.objects.create(code="petition", name="宁溪县信访局", kind=Unit.Kind.PETITION, place=county)


@pytest.fixture
def water_bureau(county):
    return Unit.objects.create(code="water", name="宁溪县水利局", name_en="Water Bureau", kind=Unit.Kind.BUREAU, place=county)


@pytest.fixture
def appoint():
    def hold(username, unit, role):
        user = User.objects.create_user(username, password="not-used-here")
        post = Post.objects.create(unit=unit, title=str(role), role=role)
        Tenure.objects.create(post=post, user=user, starts_on=dt.date(2020, 1, 1))
        return user

    return hold


@pytest.fixture
def officer(appoint, office):
    return appoint("qiu", office, Role.INTAKE)


@pytest.fixture
def take_in(office):
    """Takes a file in at once, as the command does."""

    def run(path: Path, *, unit=None, **options):
        ledger = Ledger.objects.import_file(path, by=Voice.SYSTEM, unit=unit or office, **options)
        ledger.take_in(by=Voice.SYSTEM)
        return ledger

    return run
