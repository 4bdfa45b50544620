import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sixia.field.visits.models import Invitation
from sixia.field.visits.models.inviting import AlreadyAnswered
from sixia.foundations.notifications.models import Notice
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(cast):
    return Invitation.objects.invite(
        by=Voice.PETITIONER,
        words="请来看看我们合作社的冷库，建好了用不上电。",
        place=cast.village,
        person=Person(name="苏明", phone="13900000099"),
        enterprise=Enterprise(name="上坪茶叶合作社"),
    )


def test_an_invitation_has_a_receipt_at_once(invitation):
    assert invitation.opens_with(invitation.secret)
    assert invitation.is_open
    assert "苏明" not in str(invitation.trail.get().data)


def test_the_same_invitation_twice_is_one(cast):
    once = uuid.uuid4()

    first, second = (
        Invitation.objects.invite(by=Voice.PETITIONER, words="来看看", place=cast.village, once=once) for _again in range(2)
    )

    assert first.number == second.number


def test_an_invitation_is_accepted_with_a_visit(cast, invitation, planned):
    invitation.accept(by=cast.leader, visit=planned, words="周四上午到。")

    assert invitation.visit == planned
    assert not Invitation.objects.open().exists()
    assert len(timeline(invitation, public=True)) == 2


def test_an_invitation_is_declined_with_a_reason(cast, invitation):
    invitation.decline(by=cast.leader, reason="供电所本周会上门，先请他们来看。")

    assert invitation.answer
    with pytest.raises(AlreadyAnswered):
        invitation.decline(by=cast.leader, reason="又一个理由")


def test_no_answer_is_empty(cast, invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.decline(by=cast.leader, reason="")


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("leader", True), ("intake", True), ("township_intake", True), ("township_head", True), ("supervisor", True),
        ("handler", False), ("colleague", False), ("village_worker", False), ("keeper", False), ("shangling_intake", False),
    ],
)  # fmt: skip
def test_those_who_may_come_see_the_invitation(cast, invitation, name, sees):
    assert Invitation.objects.visible_to(cast.officers[name]).exists() is sees


def test_who_left_an_address_hears_that_there_is_an_answer(cast):
    asked = Invitation.objects.invite(
        by=Voice.PETITIONER,
        words="来看看",
        place=cast.village,
        person=Person(name="苏明", email="su@ningxi.example", consented_at=timezone.now()),
    )

    asked.decline(by=cast.leader, reason="供电所本周会上门。")

    notice = Notice.objects.get(to_person=asked.person)
    assert (notice.message, notice.link) == ("visits.invitation_answered", asked.follow_url)
