import datetime as dt

import pytest
from django.utils import timezone

from sixia.field.onsite import candidates
from sixia.field.onsite.workflow import Kind
from sixia.field.visits.models import Invitation
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind as Class
from sixia.spine.commitments.models import Commitment

from .conftest import in_days, open_case, planned, promised, seal

pytestmark = pytest.mark.django_db


def found(user, meeting):
    return {candidate.title for group in candidates.for_agenda(user, meeting) for candidate in group.candidates}


def overdue(case):
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - dt.timedelta(days=3))
    return case


def reopened(cast, case):
    case.accept(by=cast.handler)
    case.answer(by=cast.handler, words="栏杆换好了，请您看看。", outcome="supported")
    case.rate(by=Voice.PETITIONER, resolved=False, stars=1)
    return case


def test_hard_and_overdue_cases_of_the_place_are_offered_and_others_not(cast, meeting):
    hard, late = reopened(cast, open_case(cast, "桥又坏了。")), overdue(open_case(cast, "路灯三个月不亮。"))
    quiet = open_case(cast, "垃圾桶满了。")

    titles = found(cast.leader, meeting)

    assert {hard.title, late.title} <= titles
    assert quiet.title not in titles


def test_what_many_raise_here_is_offered_as_one_topic(cast, meeting):
    matter = Matter.objects.get(pk="0402")
    for words in ("桥栏杆断了。", "桥栏杆又断了。"):
        open_case(cast, words).sort(by=cast.intake, kind=Class.APPEAL, matter=matter, place=cast.village)

    (hot,) = candidates.for_agenda(cast.leader, meeting)[0].candidates

    assert hot.refs == {"matter": matter} and "2" in hot.why


def test_a_firm_s_case_a_late_promise_and_an_invitation_are_offered(cast, meeting):
    firm = Case.objects.register(
        by=Voice.PETITIONER, words="厂门口的路断了三个月。", place=cast.village, enterprise=cast.firm
    ).case
    late = Commitment.objects.promise(by=cast.leader, place=cast.village, **promised(cast))
    Commitment.objects.filter(pk=late.pk).update(promised_on=in_days(-40), first_due_on=in_days(-3), due_on=in_days(-3))
    Invitation.objects.invite(by=Voice.PETITIONER, words="请来看看我们的茶山路", place=cast.village)

    titles = found(cast.leader, meeting)

    assert {firm.title, late.what, "请来看看我们的茶山路"} <= titles


def test_nothing_sealed_is_offered_also_not_to_one_who_is_named_on_it(cast, meeting):
    case = overdue(open_case(cast, "有人收了好处。"))
    seal(cast, case)

    assert case.title not in found(cast.intake, meeting)
    assert case.title not in found(cast.leader, meeting)


def test_what_is_on_the_agenda_is_not_offered_again(cast, meeting):
    case = overdue(open_case(cast))
    meeting.take_up(by=cast.leader, case=case)

    assert case.title not in found(cast.leader, meeting)


def test_a_candidate_that_is_none_any_more_is_not_taken_up(cast, meeting):
    case = overdue(open_case(cast))
    seal(cast, case)

    assert candidates.chosen(cast.leader, meeting, f"case-{case.number}") is None


def test_the_agenda_of_a_review_builds_itself_and_built_again_adds_nothing(cast):
    review = planned(cast, kind=Kind.REVIEW)
    late, hard = overdue(open_case(cast, "路灯三个月不亮。")), reopened(cast, open_case(cast, "桥又坏了。"))

    first = review.fill(by=cast.leader, proposals=candidates.for_review(cast.leader, review))
    again = review.fill(by=cast.leader, proposals=candidates.for_review(cast.leader, review))

    assert (first, again) == (2, 0)
    assert {topic.case for topic in review.topics.all()} == {late, hard}
    assert [entry.verb for entry in review.trail] == ["planned", "filled"]


def test_sites_are_ordered_by_what_is_overdue_and_open(cast):
    overdue(open_case(cast))
    for words in ("一", "二"):
        Case.objects.register(by=Voice.PETITIONER, words=f"路灯不亮{words}。", place=cast.place("云峰村"))

    first, second = candidates.sites(cast.leader, cast.county.code)

    assert (first.place, first.overdue) == (cast.village, 1)
    assert (second.place, second.open) == (cast.place("云峰村"), 2)
