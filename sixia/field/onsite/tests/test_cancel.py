import pytest

from sixia.field.onsite.models import Summons
from sixia.field.onsite.models.moving import WrongMove
from sixia.field.onsite.workflow import Status

pytestmark = pytest.mark.django_db


def test_a_meeting_is_cancelled_with_a_reason_and_presses_nobody_any_more(cast, summoned, summons):
    summoned.cancel(by=cast.leader, why="台风登陆，改期另行通知")

    summoned.refresh_from_db()
    assert (summoned.status, summoned.cancelled_why) == (Status.CANCELLED, "台风登陆，改期另行通知")
    assert not summons.running()
    assert not Summons.objects.pressing().exists()


def test_a_meeting_that_has_begun_is_not_cancelled(cast, started):
    with pytest.raises(WrongMove):
        started.cancel(by=cast.leader, why="不开了")

    started.refresh_from_db()
    assert started.status == Status.STARTED


def test_the_public_no_longer_finds_a_cancelled_meeting(cast, client, summoned):
    assert client.get(summoned.public_url).status_code == 200

    summoned.cancel(by=cast.leader, why="台风登陆，改期另行通知")

    assert client.get(summoned.public_url).status_code == 404
