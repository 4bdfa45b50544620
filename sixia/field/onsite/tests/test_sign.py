import pytest

from sixia.field.onsite.models import Presence
from sixia.field.onsite.models.moving import NotNow
from sixia.field.onsite.models.presence import NotTheirHand

pytestmark = pytest.mark.django_db


def test_an_officer_who_was_there_signs_once(cast, closed):
    presence = closed.presences.get(user=cast.leader)

    presence.sign(by=cast.leader)
    presence.sign(by=cast.leader)

    assert presence.signed_by == cast.leader
    assert [entry.verb for entry in closed.trail].count("signed") == 1


def test_nobody_signs_for_an_officer_not_even_on_paper(cast, closed):
    presence = closed.presences.get(user=cast.leader)

    for on_paper in (False, True):
        with pytest.raises(NotTheirHand):
            presence.sign(by=cast.township_head, on_paper=on_paper)


def test_one_of_the_people_signs_the_printed_sheet_and_is_masked_on_the_page(cast, officer, started, topic):
    presence = started.note_present(by=cast.leader, name="林大山", capacity="上坪村村民代表")
    topic.decide(by=cast.leader, decision="on_the_spot", words="装好了。")
    started.close(by=cast.leader)

    presence.sign(by=cast.leader, on_paper=True)

    page = officer("leader").get(started.url).content.decode()
    assert presence.signed_at
    assert "林**" in page or "林*" in page
    assert "林大山" not in page and "林大山" not in str(list(started.trail.values_list("data", flat=True)))


def test_nobody_signs_before_the_meeting_is_closed(cast, started):
    presence = started.note_present(by=cast.leader, user=cast.leader)

    with pytest.raises(NotNow):
        presence.sign(by=cast.leader)


def test_an_officer_is_noted_once_with_the_unit_they_are_there_for(cast, started):
    first = started.note_present(by=cast.leader, user=cast.handler)
    started.note_present(by=cast.township_head, user=cast.handler)

    assert Presence.objects.count() == 1
    assert first.unit == cast.bureau
