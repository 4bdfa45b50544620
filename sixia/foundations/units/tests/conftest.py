"""A small county: a petition office, two bureaus, a township and a village committee, and what they answer for."""

import datetime as dt

import pytest

from sixia.foundations.accounts.models import User
from sixia.foundations.places.models import Place
from sixia.foundations.units.models import Duty, Matter, Post, Role, Unit


@pytest.fixture
def places(db):
    names = {
        "990101": "宁溪县",
        "990101101": "石桥镇",
        "990101101201": "上坪村",
        "990101102": "云岭乡",
    }
    return {code: Place.objects.create(code=code, name=name) for code, name in names.items()}


@pytest.fixture
def county(places):
    return places["990101"]


@pytest.fixture
def township(places):
    return places["990101101"]


@pytest.fixture
def village(places):
    return places["990101101201"]


@pytest.fixture
def units(places):
    def unit(code, name, kind, place, parent=None):
        return Unit.objects.create(code=code, name=name, kind=kind, place=places[place], parent=parent)

    government = unit("gov", "宁溪县人民政府", Unit.Kind.LEADERSHIP, "990101")
    town = unit("shiqiao", "石桥镇人民政府", Unit.Kind.TOWNSHIP, "990101101", government)
    return {
        "gov": government,
        "petition": unit("petition", "宁溪县信访局", Unit.Kind.PETITION, "990101", government),
        "roads": unit("roads", "宁溪县交通运输局", Unit.Kind.BUREAU, "990101", government),
        "environment": unit("environment", "宁溪县生态环境局", Unit.Kind.BUREAU, "990101", government),
        "shiqiao": town,
        "shangping": unit("shangping", "上坪村村民委员会", Unit.Kind.VILLAGE, "990101101201", town),
    }


@pytest.fixture
def roads(units):
    return units["roads"]


@pytest.fixture
def matters(db):
    def matter(code, name, cues, parent=None, name_en=""):
        return Matter.objects.create(code=code, name=name, cues=cues, parent=parent, name_en=name_en)

    transport = matter("05", "交通运输", ["公路", "交通"])
    environment = matter("07", "生态环境", ["污染", "环保"])
    return {
        "05": transport,
        "0503": matter("0503", "桥梁护栏", ["桥", "护栏", "栏杆"], transport, "Bridges and railings"),
        "0504": matter("0504", "公交客运", ["公交车", "班车", "bus"], transport),
        "07": environment,
        "0702": matter("0702", "噪声扰民", ["噪音", "噪声", "吵得睡不着"], environment),
    }


@pytest.fixture
def catalogue(units, matters, places):
    def duty(unit, matter, place, basis=""):
        return Duty.objects.create(unit=units[unit], matter=matters[matter], place=places[place], basis=basis)

    return {
        "roads": duty("roads", "05", "990101", "《公路法》第八条"),
        "township bridges": duty("shiqiao", "0503", "990101101", "乡镇履职事项清单"),
        "village bridges": duty("shangping", "0503", "990101101201"),
        "environment": duty("environment", "07", "990101"),
    }


@pytest.fixture
def officer(db):
    return User.objects.create(username="lin", name="林秋实")


@pytest.fixture
def keeper(db):
    return User.objects.create(username="keeper", name="何守成")


@pytest.fixture
def post(roads):
    return Post.objects.create(unit=roads, title="公路股经办", role=Role.HANDLER)


@pytest.fixture
def today():
    return dt.date(2026, 11, 23)
