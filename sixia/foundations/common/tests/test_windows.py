import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import NoReverseMatch

from sixia.foundations.common import windows
from sixia.foundations.common.windows import opened, window


@pytest.fixture(autouse=True)
def no_other_windows(monkeypatch):
    monkeypatch.setattr(windows, "_windows", windows.defaultdict(dict))


def draw(source):
    with override_settings(ROOT_URLCONF="sixia.foundations.common.tests.urls_for_tests"):
        return Template("{% load windows %}" + source).render(Context({"number": "7"}))


def test_a_slot_nobody_announced_for_is_empty():
    assert draw('{% windows "cases.detail" number=number %}').strip() == ""


def test_a_window_is_a_link_that_htmx_replaces():
    window("cases.detail", "for_number", title="<Supervision>")

    drawn = draw('{% windows "cases.detail" number=number %}')

    assert 'id="for_number"' in drawn
    assert 'hx-get="/for/7/"' in drawn
    assert 'hx-trigger="load"' in drawn
    assert '<a href="/for/7/">&lt;Supervision&gt;</a>' in drawn


def test_windows_stand_by_order_and_then_by_name():
    window("slot", "receipt", title="c", order=1)
    window("slot", "for_number", title="b", order=1)
    window("slot", "beside_number", title="d", order=2)
    window("slot", "accounts:mine", title="a")

    assert [it.title for it in windows.windows_in("slot")] == ["a", "b", "c", "d"]


def test_a_window_announced_twice_is_there_once():
    window("slot", "for_number", title="first")
    window("slot", "for_number", title="second")

    with override_settings(ROOT_URLCONF="sixia.foundations.common.tests.urls_for_tests"):
        assert [it.title for it in opened("slot", number="7")] == ["second"]


def test_a_window_onto_no_address_is_a_mistake_one_sees():
    window("slot", "nowhere", title="x")

    with pytest.raises(NoReverseMatch):
        draw('{% windows "slot" number=number %}')


def test_the_id_of_a_window_is_the_name_of_its_view():
    window("slot", "supervision:for_case", title="x")

    assert windows.windows_in("slot")[0].id == "supervision-for_case"
