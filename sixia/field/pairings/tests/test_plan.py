"""A support plan: written with the household, read by few, owned by them."""

import uuid

import pytest
from django.utils import translation

from sixia.field.pairings.models import Pairing, SelfView, SupportPlan
from sixia.field.pairings.models.refusing import NotTheirWord
from sixia.field.pairings.models.stepping import DoneAlready
from sixia.field.pairings.models.supporting import NotAHousehold, PlannedAlready, Withdrawn
from sixia.field.pairings.workflow import Own, Whose
from sixia.foundations.people.sealing import Sealed
from sixia.foundations.trail.models import Voice

THEM = Voice.PETITIONER


def words_on_the_trail(plan):
    return str([entry.data for entry in plan.trail])


@pytest.mark.parametrize("name", ["handler", "head", "leader", "inspector", "keeper", "village_worker", "intake"])
def test_a_plan_is_seen_by_the_holder_of_the_tie_and_no_other_officer_whatever_their_post(cast, plan, name):
    assert SupportPlan.objects.visible_to(cast.officers[name]).exists() is (name == "handler")


def test_a_named_coworker_reads_it_until_released(cast, plan):
    plan.name_coworker(by=cast.handler, user=cast.village_worker)
    assert SupportPlan.objects.visible_to(cast.village_worker).get() == plan

    plan.release_coworker(by=THEM, user=cast.village_worker)

    assert not SupportPlan.objects.visible_to(cast.village_worker).exists()
    assert [entry.verb for entry in plan.trail] == ["plan_drawn_up", "coworker_named", "coworker_released"]


def test_it_goes_with_the_post_to_the_next_holder(cast, plan, to_household):
    to_household.post.hand_over(to=cast.colleague, by=cast.keeper)

    assert SupportPlan.objects.visible_to(cast.colleague).exists()
    assert not SupportPlan.objects.visible_to(cast.handler).exists()


def test_nothing_of_what_they_said_is_on_the_trail_and_no_query_looks_into_it(cast, plan):
    plan.say(by=THEM, willing=Own.YES, words="就怕炒坏了")

    assert "茶" not in words_on_the_trail(plan) and "炒" not in words_on_the_trail(plan)
    with pytest.raises(Sealed):
        SelfView.objects.filter(willing=Own.YES).exists()
    with pytest.raises(Sealed):
        SupportPlan.objects.filter(aspiration__contains="茶").exists()


def test_a_plan_needs_a_tie_to_a_household(cast, tied):
    with pytest.raises(NotAHousehold):
        SupportPlan.objects.draw_up(by=cast.leader, pairing=tied, aspiration="修路")


def test_a_household_has_one_plan_at_a_time(cast, plan, to_household):
    with pytest.raises(PlannedAlready):
        SupportPlan.objects.draw_up(by=cast.handler, pairing=to_household, aspiration="养蜂")


def test_drawn_up_twice_with_one_mark_it_is_there_once(cast, to_household):
    once = uuid.uuid4()

    first, second = (
        SupportPlan.objects.draw_up(by=cast.handler, pairing=to_household, aspiration="养蜂", once=once) for _time in range(2)
    )

    assert first == second


def test_the_household_says_yes_and_an_officers_change_asks_them_again(cast, plan):
    plan.agree(by=THEM)
    assert plan.agreed_at

    plan.revise(by=cast.handler, aspiration="把三亩茶园管好")
    assert plan.agreed_at is None

    plan.revise(by=THEM, aspiration="两亩，不是三亩")
    assert plan.agreed_at
    assert [entry.verb for entry in plan.trail][-2:] == ["plan_revised", "plan_corrected"]


def test_an_officer_cannot_say_yes_nor_withdraw_nor_confirm_for_them(cast, plan):
    view = plan.say(by=cast.handler, willing=Own.YES)

    for verb in (plan.agree, plan.withdraw, view.confirm, view.strike):
        with pytest.raises(NotTheirWord):
            verb(by=cast.handler)


@pytest.mark.parametrize("voice", [Voice.SYSTEM, Voice.MACHINE])
def test_no_timer_and_no_machine_speaks_for_a_household(cast, plan, voice):
    with pytest.raises(NotTheirWord):
        plan.say(by=voice, willing=Own.YES)
    with pytest.raises(NotTheirWord):
        plan.add_step(by=voice, what="学炒茶")


def test_written_down_in_their_presence_it_waits_for_their_confirmation(cast, plan):
    view = plan.say(by=cast.handler, willing=Own.YES, daring=Own.PARTLY, words="想干，怕亏")
    assert view.confirmed_at is None

    view.confirm(by=THEM)

    assert view.confirmed_at
    with translation.override("en"):
        assert view.said == [("We want to", "yes"), ("We dare to", "in part")]


def test_said_by_themselves_it_stands_at_once_and_sent_twice_it_is_there_once(plan):
    first, second = (plan.say(by=THEM, able=Own.NOT_YET, words="没有炒机") for _time in range(2))

    assert first == second and first.confirmed_at


def test_what_was_written_down_wrongly_they_delete(cast, plan):
    view = plan.say(by=cast.handler, willing=Own.NOT_YET)

    view.strike(by=THEM)

    assert not plan.views.exists()
    assert plan.trail.last().verb == "self_view_struck"


def test_a_step_they_began_by_themselves_has_its_result(cast, plan):
    step = plan.add_step(by=THEM, what="向邻居借炒机，炒了二十斤", whose=Whose.STARTED)
    step.finish(by=THEM, result="卖了一千二百元")

    step.refresh_from_db()
    assert (step.whose, step.result, step.written_by) == (Whose.STARTED, "卖了一千二百元", None)
    with pytest.raises(DoneAlready):
        step.finish(by=cast.handler, result="再来一次")


def test_a_withdrawn_plan_keeps_nothing_of_what_they_said_and_takes_nothing_more(cast, plan):
    plan.name_coworker(by=cast.handler, user=cast.village_worker)
    plan.add_step(by=cast.handler, what="学炒茶")
    plan.say(by=THEM, willing=Own.YES)

    plan.withdraw(by=THEM)

    plan.refresh_from_db()
    assert (plan.aspiration, plan.skills, plan.needs) == ("", "", "")
    assert not (plan.steps.exists() or plan.views.exists() or plan.coworkers.exists())
    with pytest.raises(Withdrawn):
        plan.revise(by=cast.handler, aspiration="再写一份")


def test_after_a_withdrawal_a_new_plan_can_be_written(cast, plan, to_household):
    plan.withdraw(by=THEM)

    fresh = SupportPlan.objects.draw_up(by=cast.handler, pairing=to_household, aspiration="养蜂")

    assert fresh.number != plan.number


def test_a_tie_to_a_household_is_seen_by_its_holder_and_the_heads_of_its_unit_alone(cast, to_household):
    seen = {name for name, user in cast.officers.items() if Pairing.objects.visible_to(user).exists()}

    assert seen == {"handler", "head"}
