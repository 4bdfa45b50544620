import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.onsite.models import Meeting
from sixia.field.onsite.models.planning import NobodyInChair
from sixia.foundations.units.models import Post

from .conftest import planned

pytestmark = pytest.mark.django_db


def test_a_meeting_is_planned_with_a_number_and_one_entry_in_the_trail(cast):
    meeting = planned(cast)

    assert len(meeting.number) == 15
    assert [entry.verb for entry in meeting.trail] == ["planned"]
    assert "叶青松" not in str(meeting.trail.get().data)


def test_sent_twice_it_is_planned_once(cast):
    once = uuid.uuid4()

    assert planned(cast, once=once) == planned(cast, once=once)
    assert Meeting.objects.count() == 1


def test_a_post_that_nobody_holds_cannot_take_the_chair(cast):
    empty = Post.objects.create(unit=cast.unit("county"), title="副县长", role="leader")

    with pytest.raises(NobodyInChair):
        planned(cast, chair=empty)


def test_a_meeting_at_a_merged_village_is_one_at_what_the_village_is_part_of_today(cast):
    gone, heir = cast.place("下洋村"), cast.village
    gone.merge(into=heir, by=cast.keeper)

    meeting = planned(cast, place=gone)

    assert meeting.place == heir


def test_a_meeting_held_before_the_merger_is_still_found_at_the_village_that_took_it_over(cast):
    gone = cast.place("下洋村")
    meeting = planned(cast, place=gone)
    gone.merge(into=cast.village, by=cast.keeper)

    assert meeting in Meeting.objects.in_place(cast.village.code)


def test_a_meeting_is_named_by_its_place_and_day_in_both_languages(cast):
    meeting = planned(cast, starts_at=timezone.make_aware(dt.datetime(2027, 3, 2, 9, 30)))

    assert meeting.told["zh"].startswith("石桥镇") and "3月2日" in meeting.told["zh"]
    assert meeting.told["en"].startswith("On-site meeting in Shiqiao Town")
