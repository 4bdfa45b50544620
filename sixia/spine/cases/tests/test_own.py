import pytest
from django.db import IntegrityError, transaction

from sixia.foundations.notifications.models import Notice
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Post
from sixia.spine.cases import rules
from sixia.spine.cases.models import Case, Ownership, OwnershipTask
from sixia.spine.cases.models.owning import AlreadyOwned, Ended, NotOwned, OwnerNotNamed, StillOpen, TaskDone


def post_of(user):
    return Post.objects.get(tenures__user=user, tenures__acting=False)


@pytest.fixture
def owned(cast, accepted):
    accepted.own(by=cast.intake_head, post=post_of(cast.leader), why="反映三次没有解决")
    return accepted


def finish(case, cast, *kinds):
    for kind in kinds:
        case.report_own(by=cast.leader, kind=kind, note="到村里谈过")


def test_a_leader_owns_a_case_by_name(cast, owned):
    ownership = owned.ownership()

    assert ownership.user == cast.leader
    assert {task.kind for task in ownership.tasks.all()} == {"know", "explain", "settle"}
    assert owned.trail.last().verb == "owned"
    assert list(Case.objects.owned_by(cast.leader)) == [owned]
    assert Notice.objects.inbox(cast.leader).get().message == "cases.owned"


def test_it_follows_the_post_when_the_leader_goes(cast, owned):
    post_of(cast.leader).hand_over(to=cast.researcher, by=cast.keeper)

    assert list(Case.objects.owned_by(cast.researcher)) == [owned]
    assert not Case.objects.owned_by(cast.leader).exists()
    assert owned.ownership().user == cast.leader  # who held the post then stays written


def test_another_leader_takes_it_over_and_the_first_has_passed_it_on(cast, owned):
    owned.own(by=cast.leader, post=post_of(cast.township_head), why="在镇上解决更快")

    first, second = owned.ownerships.order_by("id")
    assert first.ended_as == Ownership.Ending.PASSED_ON
    assert second.user == cast.township_head
    assert second.ended_at is None


def test_one_case_has_one_owner_in_the_database_itself(cast, owned):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ownership.objects.create(case=owned, post=post_of(cast.head), user=cast.head, why="再来一个")


def test_the_same_post_twice_and_a_resolved_case_are_refused(cast, owned):
    with pytest.raises(AlreadyOwned):
        owned.own(by=cast.leader, post=post_of(cast.leader), why="再包一次")

    owned.answer(by=cast.handler, words="已经全部修好，请看看。", outcome="supported", facts="断两根")
    owned.rate(by=Voice.PETITIONER, resolved=True, stars=5)
    with pytest.raises(Ended):
        owned.own(by=cast.leader, post=post_of(cast.township_head), why="再包一次")


def test_a_sealed_case_is_owned_only_by_someone_named_on_it(cast, accusation):
    with pytest.raises(OwnerNotNamed):
        accusation.own(by=cast.intake, post=post_of(cast.leader), why="重大")

    accusation.name([cast.leader], by=cast.intake)
    accusation.own(by=cast.intake, post=post_of(cast.leader), why="重大")
    assert accusation.ownership().user == cast.leader


def test_a_post_that_nobody_holds_owns_nothing(cast, accepted):
    post = Post.objects.create(unit=cast.bureau, title="副局长", role="deputy")

    with pytest.raises(OwnerNotNamed):
        accepted.own(by=cast.leader, post=post, why="分管")


def test_each_task_is_reported_once_and_told_inside_only(cast, owned):
    finish(owned, cast, "know")

    assert owned.trail.last().verb == "own_reported"
    assert owned.trail.last().told(public=True) == ""
    with pytest.raises(TaskDone):
        finish(owned, cast, "know")


def test_nothing_is_reported_on_a_case_nobody_owns(cast, accepted):
    with pytest.raises(NotOwned):
        finish(accepted, cast, "know")


def test_it_does_not_end_because_nobody_complains_any_more(cast, owned):
    finish(owned, cast, *OwnershipTask.Kind.values)

    with pytest.raises(StillOpen):
        owned.disown(by=cast.leader, why="半年没有再来")

    owned.refresh_from_db()
    assert owned.owned


def test_it_ends_when_the_petitioner_says_it_is_resolved(cast, owned):
    owned.answer(by=cast.handler, words="已经全部修好，请看看。", outcome="supported", facts="断两根")
    owned.rate(by=Voice.PETITIONER, resolved=True, stars=5)

    owned.disown(by=cast.leader, why="本人说已解决")

    owned.refresh_from_db()
    assert not owned.owned
    assert owned.ownerships.get().ended_as == Ownership.Ending.AGREED


def test_lawful_finality_needs_its_basis_and_that_it_was_known_and_explained(cast, owned):
    with pytest.raises(StillOpen):
        owned.disown(by=cast.leader, why="复核终结", finality_basis="《信访工作条例》第三十六条")

    finish(owned, cast, "know", "explain")
    owned.disown(by=cast.leader, why="复核终结", finality_basis="《信访工作条例》第三十六条")

    assert owned.ownerships.get().ended_as == Ownership.Ending.FINAL


@pytest.mark.parametrize(
    ("who", "own", "report"),
    [
        ("leader", True, True),
        ("intake_head", True, False),
        ("supervisor", True, False),
        ("intake", False, False),
        ("handler", False, False),
        ("head", False, False),
        ("inspector", False, False),
    ],
)
def test_who_may_give_it_to_a_leader_and_who_reports(cast, owned, who, own, report):
    user = getattr(cast, who)

    assert rules.may_own(user, owned) == own
    assert rules.may_report_own(user, owned) == report
    assert rules.may_disown(user, owned) == (own or report)


def test_a_case_that_came_back_is_hard_until_it_is_resolved(cast, answered):
    assert not Case.objects.hard().exists()

    answered.rate(by=Voice.PETITIONER, resolved=False, stars=2)
    assert list(Case.objects.hard()) == [answered]

    answered.answer(by=cast.handler, words="重新焊过了，请再看看。", outcome="supported", facts="焊口裂")
    answered.rate(by=Voice.PETITIONER, resolved=True, stars=4)
    assert not Case.objects.hard().exists()


def test_an_overdue_case_is_hard(accepted):
    assert list(Case.objects.hard(accepted.due_at)) == []
    assert list(Case.objects.hard(accepted.due_at.replace(year=accepted.due_at.year + 1))) == [accepted]


def test_an_owned_case_is_hard(owned):
    assert list(Case.objects.hard()) == [owned]
