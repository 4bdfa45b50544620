import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.reception import rules
from sixia.field.reception.models import ReceptionDay
from sixia.field.reception.results import result_of, shifts_of
from sixia.field.reception.timetable import against_the_rules, month_of, next_month
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Matter
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel, Kind

from .conftest import ANSWER, SOON, WORDS, planned_for

pytestmark = pytest.mark.django_db


def test_what_was_asked_answered_settled_and_promised_is_counted_once_each(cast, inside):
    bridge, pension = (
        inside.hear(by=cast.intake, words=words, place=cast.village, once=uuid.uuid4()).case for words in (WORDS, "低保没发")
    )
    inside.answer(by=cast.intake, case=pension, **ANSWER)
    pension.rate(by=Voice.PETITIONER, resolved=True, stars=5)
    inside.promise(
        by=cast.leader, case=bridge, what="换栏杆", unit=cast.bureau, due_on=timezone.localdate() + dt.timedelta(days=9)
    )
    inside.receive(by=cast.intake)
    inside.day.hold(by=cast.intake)

    result = result_of(ReceptionDay.objects.all())

    counts = (result.days, result.received, result.matters, result.joined, result.on_the_spot, result.settled, result.promises)
    assert counts == (1, 1, 2, 0, 1, 1, 1)


def test_a_sealed_case_is_in_no_count(cast, inside):
    accusation = inside.hear(by=cast.intake, words="交通局有人收了好处。", place=cast.village, once=uuid.uuid4()).case
    accusation.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)

    assert result_of(ReceptionDay.objects.all()).matters == 0
    assert shifts_of("990101", timezone.localdate().year).by_place == []


def said(cast, channel, place, *, unit=None, matter=None):
    case = Case.objects.register(by=cast.intake, words=WORDS, place=place, channel=channel, unit=unit).case
    if matter:
        case.sort(by=cast.intake, kind=Kind.APPEAL, matter=matter, place=place)
    return case


def test_a_walk_past_the_township_is_a_visit_upwards_and_one_to_the_township_is_not(cast):
    said(cast, Channel.VISIT, cast.village)
    said(cast, Channel.VISIT, cast.village, unit=cast.unit("shiqiao"))
    said(cast, Channel.RECEPTION, cast.village)
    said(cast, Channel.FIELD, cast.village, unit=cast.unit("shiqiao"))
    said(cast, Channel.WEB, cast.village)
    said(cast, Channel.VISIT, cast.place("竹洲村"))

    shiqiao, shangling = shifts_of("990101", timezone.localdate().year).by_place

    assert (shiqiao.name, shiqiao.up, shiqiao.down, shiqiao.share_down) == ("石桥镇", 1, 2, 67)
    assert (shangling.up, shangling.down) == (1, 0)


def test_the_shift_by_matter_goes_by_its_widest_branch_and_what_is_not_sorted_comes_last(cast):
    said(cast, Channel.VISIT, cast.village, matter=Matter.objects.get(pk="0402"))
    said(cast, Channel.RECEPTION, cast.village, matter=Matter.objects.get(pk="0401"))
    said(cast, Channel.VISIT, cast.village)

    roads, unsorted = shifts_of("990101", timezone.localdate().year).by_matter

    assert (roads.code, roads.up, roads.down) == ("04", 1, 1)
    assert (unsorted.name, unsorted.up) == ("", 1)


def test_days_stand_beside_what_the_rule_asks_in_the_order_of_the_posts(cast):
    for week in range(1, 4):
        planned_for(cast, cast.leader_two, on=timezone.localdate() + SOON * week)
    year = (timezone.localdate() + SOON).year
    planned_for(cast, cast.county_head).cancel(by=cast.intake, reason="会议")

    lines = against_the_rules(rules.posts_of(cast.intake), year=year, place_code="990101")

    of = {line.post.holder(): line for line in lines}
    chief, deputy, town = of[cast.county_head], of[cast.leader_two], of[cast.township_head]
    assert (chief.asked, chief.planned, chief.cancelled) == (12, 0, 1)
    assert deputy.asked is None and deputy.rules and deputy.planned >= 1
    assert [rule.code for rule in town.rules] == ["JF.2009.township"] and town.asked is None
    assert [line.post.pk for line in lines] == [post.pk for post in rules.posts_of(cast.intake)]


def test_a_month_has_its_days_in_weeks_from_monday(cast, day):
    month = month_of(day.on.replace(day=1), [day])

    cells = [cell for week in month.weeks for cell in week]
    assert {cell.on for cell in cells if cell.days} == {day.on}
    assert all(week[0].on.weekday() == 0 for week in month.weeks)
    assert (next_month(dt.date(2026, 12, 1)), next_month(dt.date(2026, 1, 1), -1)) == (dt.date(2027, 1, 1), dt.date(2025, 12, 1))
