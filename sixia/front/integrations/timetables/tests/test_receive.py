"""A timetable from a spreadsheet: planned row by row, or sent back with the row's number and the reason."""

import datetime as dt
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay
from sixia.field.reception.workflow import Status

pytestmark = pytest.mark.django_db

HEAD = ["日期", "时间", "接访领导", "职务", "接访地点", "形式", "主题"]


@pytest.fixture
def office(cast):
    client = Client()
    client.force_login(cast.intake)
    return client


def on(days):
    return timezone.localdate() + dt.timedelta(days=days)


def row(days=10, hours="9:00-11:30", leader="叶青松", where="石桥镇便民服务中心", form="定点接访", theme=""):
    return [on(days).isoformat(), hours, leader, "副县长", where, form, theme]


def sheet(*rows):
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        page = book.add_worksheet()
        for number, cells in enumerate([HEAD, *rows]):
            page.write_row(number, 0, cells)
    return SimpleUploadedFile("接访安排.xlsx", kept.getvalue())


def sent(office, *rows):
    response = office.post("/timetables/", {"file": sheet(*rows)})
    return response, {taken.number: taken for taken in response.context["taken"]}


def test_every_row_becomes_a_planned_day_that_is_not_public(cast, office):
    _response, taken = sent(
        office, row(), row(17, leader="程远航", where="县信访局接访室"), row(24, form="专题接访", theme="饮水")
    )

    first, second, third = ReceptionDay.objects.order_by("on")
    assert [each.fresh for each in taken.values()] == [True, True, True]
    assert {each.status for each in (first, second, third)} == {Status.PLANNED}
    assert (first.leader, first.place, first.hours) == (cast.leader, cast.township, "09:00–11:30")
    assert (second.leader, second.place, third.theme) == (cast.county_head, cast.county, "饮水")


def test_the_same_file_twice_changes_nothing(office, cast):
    sent(office, row(), row(17))

    _response, taken = sent(office, row(), row(17))

    assert [each.fresh for each in taken.values()] == [False, False]
    assert ReceptionDay.objects.count() == 2


def test_overlaps_are_named_row_by_row_and_the_others_are_planned(office, cast):
    response, taken = sent(office, row(), row(hours="10:00-12:00", where="上坪村村委会"), row(11))

    assert taken[3].why and "石桥镇便民服务中心" in taken[3].why and not taken[2].why and not taken[4].why
    assert ReceptionDay.objects.count() == 2
    assert "上坪村村委会" in response.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": "上午"}, "上午"),
        ({"hours": "11:00-9:00"}, "早于"),
        ({"hours": "25:00-26:00"}, "25:00"),
        ({"leader": "无此人"}, "无此人"),
        ({"form": "直播"}, "直播"),
        ({"form": "专题接访"}, "主题"),
        ({"where": ""}, "没有写"),
    ],
)
def test_a_row_that_cannot_be_planned_comes_back_with_the_reason(office, cast, wrong, said):
    _response, taken = sent(office, row(**wrong), row(17))

    assert said in taken[2].why
    assert ReceptionDay.objects.count() == 1


def test_a_day_that_is_none_is_said(office, cast):
    _response, taken = sent(office, ["下周三", *row()[1:]])

    assert "下周三" in taken[2].why


def test_a_file_without_a_table_is_said_in_words(office, cast):
    response = office.post("/timetables/", {"file": SimpleUploadedFile("a.xlsx", b"MZ\x90\x00" + b"\x00" * 50)})

    assert response.status_code == 422 and "file" in response.context["form"].errors


def test_only_those_who_arrange_days_take_timetables_in(cast):
    client = Client()
    client.force_login(cast.handler)

    assert client.get("/timetables/").status_code == 403
    assert Client().get("/timetables/").status_code == 302
