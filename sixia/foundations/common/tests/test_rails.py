import pytest
from django.template import Context, Template
from django.test import RequestFactory

from sixia.foundations.common import rails
from sixia.foundations.common.rails import RailItem, rail, rail_groups


@pytest.fixture(autouse=True)
def no_other_suppliers(monkeypatch):
    monkeypatch.setattr(rails, "_suppliers", [])


@pytest.fixture
def request_():
    return RequestFactory().get("/desk/")


def test_items_of_one_group_stand_together_where_it_was_first_named(request_):
    rail(lambda request: [RailItem("late", "/late/", group="more"), RailItem("x", "/x/", group="other")], order=2)
    rail(lambda request: [RailItem("mine", "/mine/"), RailItem("due", "/due/", group="more")], order=1)

    groups = [(name, [item.label for item in items]) for name, items in rail_groups(request_)]

    assert groups == [("", ["mine"]), ("more", ["due", "late"]), ("other", ["x"])]


def test_a_supplier_knows_who_asks(request_):
    seen = []
    rail(lambda request: seen.append(request) or [])

    assert rail_groups(request_) == []
    assert seen == [request_]


def test_a_supplier_announced_twice_is_asked_once(request_):
    def supplier(request):
        return [RailItem("mine", "/mine/")]

    rail(supplier)
    rail(supplier)

    assert len(rail_groups(request_)[0][1]) == 1


def test_the_rail_is_drawn_with_counts_and_where_one_is(request_):
    rail(lambda request: [RailItem("Mine", "/mine/", count=99, more=True, current=True), RailItem("All", "/all/")])

    drawn = Template("{% load rails %}{% rail %}").render(Context({"request": request_}))

    assert '<a href="/mine/" aria-current="page">' in drawn
    assert "99+" in drawn
    assert drawn.count("num") == 1


def test_without_a_request_the_rail_is_empty():
    drawn = Template("{% load rails %}{% rail %}").render(Context())

    assert "<a" not in drawn
