"""The pages of an officer who takes a ledger in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from sixia.foundations.units.models import Role
from sixia.spine.cases.models import Case

from .. import reading, tasks
from ..models import Ledger
from .conftest import HEADS, row
from .test_take_in import queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def send(client, office, path, name="台账.xlsx", **headers):
    file = SimpleUploadedFile(name, path.read_bytes())
    return client.post(reverse("ledgers:receive"), {"file": file, "unit": office.pk}, follow=True, **headers)


def address(name):
    return reverse(f"ledgers:{name}", kwargs={"token": Ledger.objects.latest("id").token})


def test_a_file_is_sent_in_mapped_taken_in_and_its_bad_rows_come_back(desk, office, workbook, django_capture_on_commit_callbacks):
    page = send(desk, office, workbook([row(1), row(2, at="上周三", name="周大有")]))
    assert page.status_code == 200
    assert "上周三" in page.content.decode()

    desk.post(address("begin"), Ledger.objects.get().mapping)
    assert queued() == [Ledger.objects.get().pk]
    assert "every 2s" in desk.get(address("detail")).content.decode()

    tasks.take_in(Ledger.objects.get().pk)

    page = desk.get(address("detail")).content.decode()
    assert "every 2s" not in page
    assert "周大有" in page
    assert Case.objects.count() == 1


def test_refused_rows_are_downloaded_mended_and_sent_in_again(desk, office, take_in, workbook, tmp_path):
    take_in(workbook([row(1), row(2, at="上周三"), row(3, title="=1+1", at="没写")]))
    sheet = tmp_path / "back.xlsx"
    sheet.write_bytes(desk.get(address("refused")).content)

    with reading.opened(sheet) as table:
        heads, lines = table.heads, list(table.lines)
    mended = [["2026-03-02" if place == 3 else reading.text(cell) for place, cell in enumerate(line.cells)] for line in lines]
    again = take_in(workbook(mended, heads=heads, name="mended.xlsx"))

    assert heads[:-1] == HEADS
    assert all(line.cells[-1] for line in lines)
    assert again.imported == 2
    assert Case.objects.get(source_number="3").title == "=1+1"


def test_the_language_of_the_reasons_is_that_of_the_reader(desk, take_in, workbook):
    take_in(workbook([row(1, at="上周三")]))

    english = desk.get(address("detail"), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    chinese = desk.get(address("detail"), HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()

    assert "not a day that can be understood" in english
    assert "not a day that can be understood" not in chinese


def test_a_file_that_is_no_table_is_refused_with_the_form(desk, office, text_file):
    response = send(desk, office, text_file(b"MZ\x90\x00"), HTTP_ACCEPT_LANGUAGE="en")

    assert response.status_code == 422
    assert "No table was found" in response.content.decode()
    assert not Ledger.objects.exists()


@override_settings(LEDGER_MOST_BYTES=1000)
def test_a_file_too_large_is_refused_with_its_size(desk, office, workbook):
    response = send(desk, office, workbook([row(1)]), HTTP_ACCEPT_LANGUAGE="en")

    assert response.status_code == 422
    assert "there is room for" in response.content.decode()


def test_a_column_chosen_twice_or_a_needed_one_left_out_comes_back_filled_in(desk, office, workbook):
    send(desk, office, workbook([row(1)]))

    response = desk.post(address("begin"), {"words": 4, "title": 4, "received": ""})

    assert response.status_code == 422
    assert {"words", "title", "received"} <= set(response.context["form"].errors)
    assert Ledger.objects.get().state == Ledger.State.PREVIEW


def test_a_double_click_begins_once(desk, office, workbook):
    send(desk, office, workbook([row(1)]))
    columns = Ledger.objects.get().mapping

    first, second = desk.post(address("begin"), columns), desk.post(address("begin"), columns)

    assert first.status_code == second.status_code == 302
    assert len(queued()) == 1


def test_another_sheet_can_be_looked_at(desk, office, workbook):
    send(desk, office, workbook([row(1)], sheets=["空表"]))

    page = desk.post(address("choose_sheet"), {"sheet": "空表"}, follow=True, HTTP_ACCEPT_LANGUAGE="en")
    assert "There is nothing in this file" in page.content.decode()
    assert Ledger.objects.get().sheet == "台账"

    desk.post(address("choose_sheet"), {"sheet": "台账"})
    assert Ledger.objects.get().trail.last().verb == "sheet_chosen"


def test_a_file_not_wanted_after_all_is_dropped(desk, office, workbook, django_capture_on_commit_callbacks):
    send(desk, office, workbook([row(1)]))
    file = Ledger.objects.get().file
    storage, name = file.storage, file.name

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address("discard"))

    assert not Ledger.objects.exists()
    assert not storage.exists(name)


def test_the_very_same_file_is_told_before_it_is_taken_in_again(desk, office, take_in, workbook):
    path = workbook([row(1)])
    take_in(path)

    page = send(desk, office, path, HTTP_ACCEPT_LANGUAGE="en")

    assert "The very same file" in page.content.decode()


def test_progress_alone_is_answered_to_the_part_that_asks_for_it(desk, office, workbook):
    send(desk, office, workbook([row(1)]))
    desk.post(address("begin"), Ledger.objects.get().mapping)

    part = desk.get(address("detail"), headers={"HX-Request": "true", "HX-Target": "progress"}).content.decode()

    assert part.strip().startswith('<div id="progress"')
    assert "<html" not in part


def test_a_page_with_many_refused_rows_asks_the_database_no_more(desk, take_in, workbook, django_assert_max_num_queries):
    take_in(workbook([row(number, at="上周三") for number in range(60)]))

    with django_assert_max_num_queries(12):
        page = desk.get(address("detail"))

    assert page.content.decode().count("上周三") < 200


@pytest.mark.parametrize(
    ("role", "may"), [(Role.INTAKE, True), (Role.HEAD, True), (Role.KEEPER, True), (Role.HANDLER, False), (Role.LEADER, False)]
)
def test_who_may_take_a_ledger_in(client, appoint, office, role, may):
    client.force_login(appoint("someone", office, role))

    assert client.get(reverse("ledgers:receive")).status_code == (200 if may else 403)


def test_another_units_ledger_does_not_exist_for_one(client, appoint, take_in, water_bureau, workbook):
    take_in(workbook([row(1, at="上周三")]))
    client.force_login(appoint("chief", water_bureau, Role.HEAD))

    assert client.get(address("detail")).status_code == 404
    assert client.get(address("refused")).status_code == 404
    assert client.post(address("begin")).status_code == 404


def test_a_ledger_is_taken_in_only_for_ones_own_unit(client, appoint, office, water_bureau, workbook):
    client.force_login(appoint("chief", water_bureau, Role.HEAD))

    response = send(client, office, workbook([row(1)]))

    assert response.status_code == 422
    assert not Ledger.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("ledgers:receive")).status_code == 302
