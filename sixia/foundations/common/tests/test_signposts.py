import pytest
from django.template import Context, Template
from django.test import override_settings

from sixia.foundations.common import signposts
from sixia.foundations.common.signposts import signpost


@pytest.fixture(autouse=True)
def no_other_signposts(monkeypatch):
    monkeypatch.setattr(signposts, "_signposts", {})


def drawn():
    source = "{% load signposts %}{% signposts as posts %}{% for post in posts %}{{ post.label }}={{ post.url }};{% endfor %}"
    with override_settings(ROOT_URLCONF="sixia.foundations.common.tests.urls_for_tests"):
        return Template(source).render(Context())


def test_the_menu_leads_where_rooms_announced():
    signpost("Square", "square", order=2)
    signpost("Office", "office", order=1)

    assert drawn() == "Office=/office/;Square=/square/;"


def test_a_signpost_announced_twice_is_there_once():
    signpost("first", "square")
    signpost("second", "square")

    assert drawn() == "second=/square/;"
