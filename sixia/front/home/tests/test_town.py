"""The machinery of the demo town: its clock, its chance, its guard."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from sixia.foundations.accounts.models import User
from sixia.foundations.common.look import office_name
from sixia.foundations.deadlines.counting import ZONE, WorkingCalendar
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Entry, Voice
from sixia.front.home.town import living
from sixia.front.home.town.clock import story_time
from sixia.front.home.town.fates import FATES, fated, timeline
from sixia.front.home.town.hours import Hours
from sixia.front.home.town.stories import Happening, Story, happenings, stories
from sixia.spine.cases.models import Case

NOON = dt.datetime(2026, 3, 5, 12, 0, tzinfo=ZONE)
DIGEST = """
import hashlib, django
django.setup()
from sixia.front.home.town.fates import fated
from sixia.front.home.town.stories import happenings
told = [(it.key, it.words, it.told(it.story.answer), str(it.once), fate.name) for it, fate in fated(happenings())]
print(hashlib.sha256(repr(told).encode()).hexdigest())
"""


def test_the_clock_of_the_stories_holds_for_now_and_for_defaults_of_fields():
    with story_time() as go_to:
        go_to(NOON)
        assert timezone.now() == NOON
        assert Entry().at == NOON
        assert timezone.localdate() == NOON.date()

    assert timezone.now() - NOON > dt.timedelta(minutes=1) or timezone.now() < NOON


@pytest.mark.django_db
def test_what_is_written_in_a_story_carries_its_time():
    with story_time() as go_to:
        go_to(NOON)
        person = Person.objects.take(name="叶小满")

    assert Person.objects.get(pk=person.pk).made_at == NOON


def test_it_is_the_same_in_every_process():
    def told(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", DIGEST], env=environment, cwd=settings.ROOT, capture_output=True, check=True)

    assert told("1").stdout == told("2").stdout


def test_each_case_has_one_fate_and_no_story_two_names():
    met = fated(happenings())

    assert sorted(it.key for it, _fate in met) == sorted({it.key for it in happenings()})
    assert {fate.name for _it, fate in met} == {fate.name for fate in FATES}
    assert len({story.id for story in stories()}) == len(stories())


@pytest.mark.parametrize("day", range(28))
def test_on_any_day_the_steps_follow_one_another_and_end_before_now(day):
    now = dt.datetime(2026, 9, 20, 8, 5, tzinfo=ZONE) + dt.timedelta(days=day)
    hours = Hours(WorkingCalendar(), now)

    for happening, fate in fated(happenings())[::7]:
        steps = timeline(happening, fate, hours, officer_registers=day % 2 == 0)
        moments = [at for _step, at in steps]
        assert steps[0][0] == "register"
        assert moments == sorted(set(moments))
        assert moments[-1] <= now


def test_a_text_is_cut_to_the_telling_it_answers():
    story = Story("bridge", ["上坪村", "下洋村", "溪口村"], ["桥", "船", "路"], slots={"n": ["三"]})
    answer = "您好！[1]{place}桥好了。[23]修了{n}天。[]再见。"

    assert [Happening(story, place, turn).told(answer) for turn, place in enumerate(story.where)] == [
        "您好！上坪村桥好了。再见。",
        "您好！修了三天。再见。",
        "您好！修了三天。再见。",
    ]


@pytest.mark.django_db
def test_among_cases_of_others_it_is_not_built_and_says_why_in_both_languages(cast):
    Case.objects.register(by=Voice.PETITIONER, words="真的有事要说。", place=cast.village)

    with pytest.raises(CommandError) as refusal:
        call_command("demo", verbosity=0)

    assert "was not built" in str(refusal.value) and "示范县没有建" in str(refusal.value)
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_it_is_not_built_where_someone_else_signs_in_by_a_name_of_the_cast():
    User.objects.create_user("leader", "leader@county.example", None, name="真正的领导")

    with pytest.raises(CommandError):
        call_command("demo", verbosity=0)

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_broken_off_it_leaves_nothing_behind(cast):
    def power_cut(done, of):
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        living.live(power_cut)

    assert not Case.objects.exists()
    assert timezone.datetime is dt.datetime


@pytest.mark.django_db
def test_the_gate_says_when_the_town_does_not_stand_yet(capsys):
    call_command("demo", cast=True, language="en")

    assert "does not stand yet" in capsys.readouterr().out


def test_where_the_demo_runs_the_office_is_the_county_in_the_readers_language(settings):
    settings.DEMO = True

    with translation.override("zh-hans"):
        assert office_name() == "宁溪县"
    with translation.override("en"):
        assert office_name() == "Ningxi County"
    settings.DEMO = False
    with translation.override("en"):
        assert office_name() == "Sixia"
    settings.OFFICE_NAME = "County Office"
    assert office_name() == "County Office"
