import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.visits.brief import brief_of
from sixia.field.visits.models import Visit
from sixia.spine.commitments.models import Commitment

from .conftest import plan
from .test_pages import planned_form

pytestmark = pytest.mark.django_db


def promised(cast, what="换好桥上全部栏杆", **given):
    due_on = timezone.localdate() + dt.timedelta(days=20)
    said = {"by": cast.leader, "what": what, "unit": cast.bureau, "place": cast.village, "due_on": due_on}
    return Commitment.objects.promise(**{**said, **given})


def test_the_plan_offers_the_open_promises_of_the_place_and_keeps_those_ticked(cast, officer):
    chosen, left = promised(cast), promised(cast, "装路灯")
    leader, address = officer("leader"), f"/visits/plan/?place={cast.village.pk}"
    page = leader.get(address).text
    assert chosen.what in page and left.what in page

    leader.post(address, planned_form(cast, promises=[chosen.number]))

    assert list(Visit.objects.get().promises.all()) == [chosen]


def test_a_plan_that_fails_keeps_what_was_ticked(cast, officer):
    chosen = promised(cast)

    response = officer("leader").post("/visits/plan/", planned_form(cast, promises=[chosen.number], purpose=""))

    assert response.status_code == 422
    assert response.context["form"]["promises"].value() == [chosen.number]
    assert chosen.what in response.text


def test_a_number_that_is_no_promise_in_sight_is_refused(cast, officer):
    response = officer("leader").post("/visits/plan/", planned_form(cast, promises=["0" * 15]))

    assert response.status_code == 422
    assert not Visit.objects.exists()


def test_the_brief_names_them_first_and_says_what_came_of_them(cast, officer):
    nearer = promised(cast, "装路灯", due_on=timezone.localdate() + dt.timedelta(days=2))
    chosen = promised(cast)
    visit = plan(cast, promises=[chosen])

    brief = brief_of(visit, cast.leader)
    assert list(brief.promises.rows) == [chosen, nearer]

    chosen.report(by=cast.handler, words="栏杆换好了，请看。")
    chosen.confirm(by=cast.leader, kept=True, words="看过了。")
    page = officer("leader").get(f"{visit.url}brief/").text
    assert chosen.what in page and "本次跟进" in page and "已兑现" in page
