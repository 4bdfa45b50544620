import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay, Slot
from sixia.field.reception.models.amending import GoesWithVisit
from sixia.field.reception.models.moving import NobodyComes, WrongMove
from sixia.field.reception.models.planning import Overlaps
from sixia.field.reception.workflow import Form, Status
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Tenure
from sixia.spine.cases.models import Case

from .conftest import SOON, WORDS, planned_for, post_of

pytestmark = pytest.mark.django_db


def amended(cast, day, **given):
    day.amend(
        by=cast.intake,
        **{
            "post": day.post, "place": day.place, "address": day.address, "on": day.on, "begins": dt.time(9), "ends": dt.time(11),
            "form": day.form, "theme": day.theme, "minutes": 30, "each": 1, "walk_ins": 3, "step_free": day.step_free,
            "sign_language": day.sign_language, "dialects": day.dialects, **given,
        },
    )  # fmt: skip
    return ReceptionDay.objects.get(pk=day.pk)


def test_a_plan_is_changed_and_its_times_are_cut_anew(cast, planned):
    later = planned.on + SOON

    day = amended(
        cast, planned, on=later, begins=dt.time(14), ends=dt.time(15), place=cast.village, address="上坪村委会",
        form=Form.THEMED, theme="农村饮水", minutes=20, each=2, walk_ins=7, step_free=True, dialects="客家话",
    )  # fmt: skip

    assert (day.on, day.hours, day.place, day.address) == (later, "14:00–15:00", cast.village, "上坪村委会")
    assert (day.form, day.theme, day.step_free, day.dialects, day.status) == (Form.THEMED, "农村饮水", True, "客家话", "planned")
    assert [(str(slot), slot.capacity) for slot in day.slots.bookable()] == [
        ("14:00–14:20", 2), ("14:20–14:40", 2), ("14:40–15:00", 2)
    ]  # fmt: skip
    assert day.slots.get(kind=Slot.Kind.WALK_IN).capacity == 7
    assert [entry.verb for entry in day.trail] == ["planned", "amended"] and day.number == planned.number


def test_another_post_brings_its_holder_and_portfolio(cast, planned):
    day = amended(cast, planned, post=post_of(cast.leader_two))

    assert (day.leader, day.portfolio) == (cast.leader_two, post_of(cast.leader_two).portfolio)


def test_an_amended_plan_keeps_the_rules_of_a_plan(cast, planned):
    planned_for(cast, cast.leader_two)
    with pytest.raises(Overlaps):
        amended(cast, planned, post=post_of(cast.leader_two))
    Tenure.objects.filter(user=cast.leader).update(ends_on=planned.on)
    with pytest.raises(NobodyComes):
        amended(cast, planned, on=planned.on + SOON)

    planned.refresh_from_db()
    assert planned.leader == cast.leader and planned.trail.count() == 1


def test_it_does_not_stand_in_its_own_way(cast, planned):
    assert amended(cast, planned, begins=dt.time(10), ends=dt.time(12)).hours == "10:00–12:00"


def test_what_is_published_or_cancelled_is_not_amended(cast, day, other_day):
    other_day.cancel(by=cast.intake, reason="会议")

    for each in (day, other_day):
        with pytest.raises(WrongMove):
            amended(cast, each, address="别处")
    assert day.slots.count() == 5


def test_a_day_that_goes_with_a_visit_is_not_moved_away_from_it(cast):
    case = Case.objects.register(by=Voice.PETITIONER, words=WORDS, place=cast.village, person=cast.petitioner).case
    day = ReceptionDay.objects.carry_down(
        by=cast.intake, post=post_of(cast.leader), place=cast.village, address="上坪村委会", on=timezone.localdate() + SOON,
        begins=dt.time(9), ends=dt.time(11), purpose="把桥的事定下来", cases={case: "看过"},
    )  # fmt: skip

    with pytest.raises(GoesWithVisit):
        amended(cast, day, on=day.on + SOON)


def sent(form, **given):
    """What a browser sends of this form when nothing but the given is touched."""
    values = {name: form[name].value() for name in form.fields}
    kept = {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}
    return {**{name: getattr(value, "pk", value) for name, value in kept.items()}, **given}


def test_the_office_changes_a_plan_on_a_page_that_shows_how_it_stands(cast, planned):
    office = Client()
    office.force_login(cast.intake, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = f"{planned.desk_url}amend/"

    assert page in office.get(planned.desk_url).text
    shown = office.get(page)
    assert "None" not in shown.text
    form = shown.context["form"]
    untouched = office.post(page, sent(form))
    wrong = office.post(page, sent(form, ends="08:00"))
    office.post(page, sent(form, address="二楼会议室", walk_ins=9))

    day = ReceptionDay.objects.get()
    assert untouched.status_code == 302 and "ends" in wrong.context["form"].errors
    assert (day.address, day.hours, day.leader) == ("二楼会议室", "09:00–11:00", cast.leader)
    assert [slot.capacity for slot in day.slots.order_by("kind", "starts_at")] == [1, 1, 1, 1, 9]
    day.publish(by=cast.intake)
    late = office.post(page, sent(form, address="三楼"))
    assert late.status_code == 422 and "三楼" in late.text and page not in office.get(day.desk_url).text
    assert ReceptionDay.objects.get().status == Status.PUBLISHED


def test_a_township_does_not_change_the_plan_of_a_county_leader(cast, planned):
    town = Client()
    town.force_login(cast.township_intake, backend=settings.AUTHENTICATION_BACKENDS[-1])

    assert town.get(f"{planned.desk_url}amend/").status_code == 403
