import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext_lazy

from sixia.foundations.common import rails
from sixia.foundations.common.look import look
from sixia.foundations.common.rails import RailItem, Spot, rail, rail_depends_on, rail_groups
from sixia.foundations.common.templatetags import rails as drawing


@pytest.fixture(autouse=True)
def no_other_suppliers(monkeypatch):
    monkeypatch.setattr(rails, "_suppliers", [])
    monkeypatch.setattr(rails, "_offers", {})
    monkeypatch.setattr(drawing, "_drawn", {})


@pytest.fixture
def request_():
    request = RequestFactory().get("/desk/")
    request.user = AnonymousUser()
    return request


def draw(request):
    return Template("{% load rails %}{% officer %}").render(Context({"request": request, **look(request)}))


def test_items_of_one_group_stand_together_where_it_was_first_named(request_):
    rail(lambda request, counted: [RailItem("late", "/late/", group="more"), RailItem("x", "/x/", group="other")], order=2)
    rail(lambda request, counted: [RailItem("mine", "/mine/"), RailItem("due", "/due/", group="more")], order=1)

    groups = [(name, [item.label for item in items]) for name, items in rail_groups(request_, here="/desk/")]

    assert groups == [("", ["mine"]), ("more", ["due", "late"]), ("other", ["x"])]


def test_a_supplier_knows_who_asks(request_):
    seen = []
    rail(lambda request, counted: seen.append(request) or [])

    assert rail_groups(request_, here="/desk/") == ()
    assert seen == [request_]


def test_a_supplier_announced_twice_is_asked_once(request_):
    def supplier(request, counted):
        return [RailItem("mine", "/mine/")]

    rail(supplier)
    rail(supplier)

    assert len(rail_groups(request_, here="/desk/")[0][1]) == 1


def test_the_rail_is_drawn_with_counts_and_where_one_is(request_):
    rail(lambda request, counted: [RailItem("Mine", "/desk/", count=99, more=True), RailItem("All", "/all/")])

    drawn = draw(request_)

    assert '<a href="/desk/" aria-current="page">' in drawn
    assert "99+" in drawn
    assert drawn.count("num") == 1


def test_a_rail_drawn_before_is_not_drawn_for_others_who_have_another_or_read_another_language(request_, monkeypatch):
    monkeypatch.setattr(rails, "_grounds", [])
    rail_depends_on(lambda user: user.keeper)
    label = gettext_lazy("Desk")
    rail(lambda request, counted: [RailItem(label, "/desk/"), *([RailItem("Keeper", "/k/")] if request.user.keeper else [])])
    drawn = {}

    for language in ("en", "zh-hans"):
        for request_.user.keeper in (True, False):
            with translation.override(language):
                drawn[language, request_.user.keeper] = draw(request_)

    assert [("Desk<" in html, "Keeper" in html) for html in drawn.values()] == [
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ]


def test_without_counts_the_suppliers_are_asked_once_for_an_officer_wherever_they_are(request_):
    asked = []
    rail(lambda request, counted: asked.append(counted) or [RailItem("Desk", "/desk/"), RailItem("All", "/all/")])

    drawn = []
    for request_.path in ("/desk/", "/all/", "/desk/"):
        drawn.append(draw(request_))

    assert asked == [False]
    assert drawn[0] == drawn[2] != drawn[1]
    assert '<a href="/all/" aria-current="page">' in drawn[1]


def test_the_head_of_a_desk_says_whose_it_is_how_it_looks_and_what_was_searched_for(request_, rf):
    plain = draw(request_)
    request_.COOKIES["sixia_type"] = "large"
    large = draw(request_)
    searching = rf.get("/desk/", {"q": '桥"'})
    searching.user = request_.user

    assert "大字版" in plain and "标准版" in large
    assert 'value=""' in plain and 'value="桥&quot;"' in draw(searching)
    assert draw(request_) == large  # what was searched for is not kept


def test_no_more_is_kept_than_fits(request_, monkeypatch):
    monkeypatch.setattr(drawing, "KEPT", 3)
    monkeypatch.setattr(rails, "KEPT", 3)
    for request_.user.pk in range(8):
        draw(request_)

    assert 0 < len(drawing._drawn) <= 3 and 0 < len(rails._offers) <= 3


def test_its_buttons_send_the_forms_that_stand_beside_it(request_):
    drawn = draw(request_)

    assert drawn.count('form="choices"') == 5
    assert drawn.count('form="leave"') == 1
    assert "csrf" not in drawn and "<form method" not in drawn


@pytest.mark.parametrize(
    ("url", "here", "current"),
    [
        ("/cases/?box=due", "/cases/?box=due", True),
        ("/cases/?box=due", "/cases/2026/?box=due&q=x", True),
        ("/cases/?box=due", "/cases/?box=new", False),
        ("/notices/", "/notices/given-up/", True),
        ("/notices/", "/cases/", False),
    ],
)
def test_an_item_is_current_within_what_it_leads_to(url, here, current):
    assert RailItem("x", url).is_at(Spot.at(here)) is current


def test_counts_are_asked_for_only_when_wanted(request_):
    asked = []
    rail(lambda request, counted: asked.append(counted) or [])

    rail_groups(request_, here="/desk/")
    rail_groups(request_, here="/desk/", counted=True)

    assert asked == [False, True]


def test_a_pile_says_how_many_up_to_a_hundred():
    piles = [RailItem.pile("Due", "/due/", n) for n in (None, 0, rails.MOST, rails.MOST + 1)]

    assert [(it.count, it.more) for it in piles] == [(None, False), (0, False), (rails.MOST, False), (rails.MOST, True)]


@pytest.mark.django_db
def test_all_piles_of_an_officer_are_counted_in_one_query(django_user_model, django_assert_num_queries):
    officer = django_user_model.objects.create(username="one")
    django_user_model.objects.create(username="two")
    everyone = django_user_model.objects.all()

    with django_assert_num_queries(1):
        found = rails.amounts_in({"all": everyone, "none": everyone.none()}, of=officer)

    assert found == {"all": 2, "none": 0}
