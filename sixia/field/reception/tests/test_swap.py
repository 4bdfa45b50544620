import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from sixia.field.reception.models import ReceptionDay
from sixia.field.reception.models.moving import DayCancelled, Past, Unsettled, WrongMove
from sixia.field.reception.models.planning import Overlaps
from sixia.field.reception.models.publishing import NoReason, NothingSwapped
from sixia.field.reception.workflow import News, Stage, Status
from sixia.foundations.notifications.models import Notice
from sixia.foundations.units.models import Tenure

from .conftest import booked, planned_for, post_of, someone

pytestmark = pytest.mark.django_db


def test_two_days_exchange_their_leaders_and_both_show_it(cast, day, other_day):
    day.swap(by=cast.intake, with_=other_day, reason="参加防汛会商")

    for each, now, was in ((day, cast.leader_two, cast.leader), (other_day, cast.leader, cast.leader_two)):
        each.refresh_from_db()
        swap = each.swaps.get()
        assert (each.leader, each.portfolio, each.status) == (now, post_of(now).portfolio, Status.PUBLISHED)
        assert (swap.from_leader, swap.leader, swap.reason) == (was, now, "参加防汛会商")
        assert each.trail.filter(verb="swapped").count() == 1
    assert (day.swapped_with, other_day.swapped_with) == (other_day, day)


def test_those_who_booked_keep_their_time_are_told_and_may_choose_again(cast, day, other_day, slot):
    audience = booked(slot)

    day.swap(by=cast.intake, with_=other_day, reason="参加防汛会商")

    audience.refresh_from_db()
    assert (audience.stage, audience.slot, audience.to_tell) == (Stage.BOOKED, slot, News.SWAPPED)
    audience.choose(by=cast.intake, slot=other_day.slots.bookable().first())
    assert audience.day.leader == cast.leader


def test_one_with_an_e_mail_gets_a_letter_that_says_who_comes(cast, day, slot, queue, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    person = someone(email="feng@ningxi.example")
    type(slot).objects.filter(pk=slot.pk)
    booked_ = day.audiences.model.objects.book(by=cast.intake, slot=slot, words="桥", person=person).audience

    day.swap(by=cast.intake, post=post_of(cast.county_head), reason="会议冲突")
    queue.work()

    booked_.refresh_from_db()
    assert booked_.to_tell == ""
    assert Notice.objects.get(to_person=person).data["name"] == "程远航"
    assert "程远航" in mail.outbox[0].subject


def test_another_post_takes_over_one_day(cast, day):
    day.swap(by=cast.intake, post=post_of(cast.county_head), reason="职务调整")

    assert (day.leader, day.swapped_with, day.version) == (cast.county_head, None, 2)


def test_a_swap_needs_another_day_or_another_post_and_a_reason(cast, day, other_day):
    for given in ({}, {"with_": day}, {"with_": other_day, "post": post_of(cast.county_head)}):
        with pytest.raises(NothingSwapped):
            day.swap(by=cast.intake, reason="会议", **given)
    with pytest.raises(NoReason):
        day.swap(by=cast.intake, with_=other_day, reason="")


def test_nobody_takes_over_who_already_receives_elsewhere_at_that_hour(cast, day):
    planned_for(cast, cast.county_head, address="县信访局接访室")

    with pytest.raises(Overlaps):
        day.swap(by=cast.intake, post=post_of(cast.county_head), reason="会议")


def test_swapping_is_done_in_advance(cast, day, other_day):
    with time_machine.travel(day.begins), pytest.raises(Past):
        day.swap(by=cast.intake, with_=other_day, reason="会议")


def test_a_cancelled_day_names_its_reason_and_is_not_swapped(cast, day, other_day):
    with pytest.raises(NoReason):
        day.cancel(by=cast.intake, reason="")
    day.cancel(by=cast.intake, reason="台风红色预警")

    assert (day.status, day.reason) == (Status.CANCELLED, "台风红色预警")
    with pytest.raises(WrongMove):
        day.swap(by=cast.intake, with_=other_day, reason="会议")


def test_everyone_booked_is_told_of_the_cancelling_and_keeps_the_receipt(cast, day, slot):
    first = booked(slot)
    second = booked(slot, phone="13900000001")

    day.cancel(by=cast.intake, reason="台风红色预警")

    for audience in (first, second):
        audience.refresh_from_db()
        assert (audience.stage, audience.to_tell) == (Stage.DROPPED, News.CANCELLED)
        assert audience.opens_with(audience.secret)
    assert [each.pk for each in day.audiences.to_be_told().order_by("pk")] == [first.pk, second.pk]
    with pytest.raises(DayCancelled):
        booked(slot, phone="13900000002")


def test_an_officer_who_telephoned_takes_them_off_the_list(cast, day, slot):
    audience = booked(slot)
    day.cancel(by=cast.intake, reason="台风红色预警")

    audience.have_told(by=cast.intake)

    assert not day.audiences.to_be_told().exists()
    assert audience.trail.filter(verb="told").count() == 1


@pytest.mark.parametrize(
    ("ends", "deputy", "unsettled"),
    [(0, False, False), (-1, False, True), (-1, True, True)],
    ids=["then", "before", "acting"],
)
def test_a_leader_counts_to_the_last_day_in_their_own_right(cast, day, ends, deputy, unsettled):
    Tenure.objects.filter(user=cast.leader).update(ends_on=day.on + dt.timedelta(days=ends))
    if deputy:
        day.post.appoint(user=cast.leader, by=cast.keeper, starts_on=day.on, acting=True)

    assert day.is_unsettled is ReceptionDay.objects.unsettled().filter(pk=day.pk).exists() is unsettled


def test_who_booked_with_a_leader_who_left_keeps_the_time_and_is_told_who_comes(cast, day, slot):
    audience = booked(slot)
    Tenure.objects.filter(user=cast.leader).update(ends_on=day.on - dt.timedelta(days=1))
    with pytest.raises(Unsettled):
        booked(slot, phone="13900000001")

    day.swap(by=cast.intake, post=post_of(cast.county_head), reason="职务调整")

    audience.refresh_from_db()
    assert (audience.stage, audience.slot, audience.to_tell) == (Stage.BOOKED, slot, News.SWAPPED)
    assert booked(slot, phone="13900000001").stage == Stage.LISTED
    with time_machine.travel(day.begins):
        audience.arrive(by=cast.intake)
    assert audience.queue_no == 1


def test_a_day_that_was_only_planned_can_be_cancelled(cast, planned):
    planned.cancel(by=cast.intake, reason="排重了")

    assert planned.status == Status.CANCELLED and planned.published_at is None
    assert timezone.localdate() < planned.on
