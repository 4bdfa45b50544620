"""The demo town as it stands when it is built. It is built once for this file, in a transaction that is rolled back."""

import datetime as dt
import re
from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.models import Attachment
from sixia.foundations.common.keeping import forget_all
from sixia.foundations.deadlines import calendars
from sixia.foundations.deadlines import models as deadlines
from sixia.foundations.deadlines.models import Clock
from sixia.foundations.notifications.models import Notice
from sixia.foundations.people.models import Enterprise, Person, Representation
from sixia.foundations.trail.models import Entry, Voice
from sixia.foundations.trail.tellings import timeline
from sixia.foundations.units.models import Token
from sixia.foundations.units.standing import standing
from sixia.front.home.cast import PASSWORD, county
from sixia.front.home.town import guarding
from sixia.front.home.town.hours import Hours
from sixia.front.home.town.stories import happenings, stories
from sixia.spine.cases import rules
from sixia.spine.cases.models import Assignment, Case, Named, Rating, Reply
from sixia.spine.cases.workflow import Channel, Kind, Status

KEPT = (Case, Reply, Rating, Assignment, Clock, Entry, Person, Enterprise, Representation, Attachment, Notice, Token, User)

ANSWERED = ("answered", "answered_on_the_spot")


@pytest.fixture(scope="module", autouse=True)
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    storages = {**settings.STORAGES, "default": {**settings.STORAGES["default"]}}
    storages["default"]["OPTIONS"] = {"location": tmp_path_factory.mktemp("attachments")}
    forget_all()  # what the tests before have read of their own county
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)
    deadlines.forget_now()


@pytest.fixture(autouse=True)
def untouched():
    """What a test adds is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_there_are_some_three_hundred_cases_of_more_than_seventy_matters():
    assert 280 <= Case.objects.count() <= 360
    assert len(stories()) >= 70
    assert Case.objects.values("words").distinct().count() >= 0.7 * Case.objects.count()


def test_every_state_class_and_channel_occurs():
    cases = Case.objects.all()

    assert set(cases.values_list("status", flat=True)) == set(Status.values)
    assert set(cases.values_list("kind", flat=True)) == {*Kind.values, ""}
    assert set(cases.values_list("channel", flat=True)) == set(Channel.values)


def test_a_few_are_late_and_most_are_in_time():
    late = Case.objects.overdue(timezone.now()).count()
    ended = Counter(Clock.objects.exclude(ended_at=None).values_list("met", flat=True))

    assert 5 <= late <= 0.2 * Case.objects.open().count()
    assert 5 <= ended[False] <= 0.08 * ended[True]


def test_some_say_not_resolved_and_are_answered_again():
    again = Reply.objects.filter(round=2)

    assert again.filter(rating__resolved=True).exists()
    assert again.filter(rating=None).exists()
    assert Rating.objects.filter(resolved=False).exclude(words="").count() >= 20


def test_firms_proxies_strangers_and_people_without_a_name_raise_cases():
    assert Case.objects.filter(enterprise__isnull=False).count() >= 10
    assert Case.objects.filter(representation__isnull=False).exists()
    assert Case.objects.filter(person__language="en").count() >= 10
    assert Case.objects.filter(channel=Channel.WEB, person=None, enterprise=None).count() >= 5


def test_again_it_changes_nothing():
    before = {kind: list(kind.objects.order_by("pk").values_list("pk", flat=True)) for kind in KEPT}

    call_command("demo", verbosity=0)

    assert {kind: list(kind.objects.order_by("pk").values_list("pk", flat=True)) for kind in KEPT} == before


def test_nothing_lies_in_the_future_and_officers_work_in_office_hours():
    now = timezone.now()
    hours = Hours(calendars.load(), now)
    entries = Entry.objects.filter(room="cases")

    assert not entries.filter(at__gt=now).exists()
    assert [entry.at for entry in entries.filter(voice=Voice.STAFF) if not hours.is_open(entry.at)] == []


def test_trail_clocks_and_numbers_tell_the_same_time():
    for case in Case.objects.exclude(channel=Channel.PAPER).prefetch_related("replies"):
        lines = {entry.verb: entry.at for entry in case.trail}
        assert case.registered_at == lines["registered"]
        assert case.received_at <= case.registered_at
        assert case.number.startswith(f"{timezone.localtime(case.registered_at):%Y%m%d}")
        assert [reply.at for reply in case.replies.all()] == [entry.at for entry in case.trail if entry.verb in ANSWERED]
        assert {clock.started_at for clock in case.clocks} <= {entry.at for entry in case.trail}


def test_keys_and_trail_are_in_the_order_of_time():
    registered = list(Case.objects.exclude(channel=Channel.PAPER).order_by("id").values_list("registered_at", flat=True))
    told = list(Entry.objects.filter(room="cases").order_by("id").values_list("at", flat=True))

    assert registered == sorted(registered)
    assert told == sorted(told)


def test_everyone_does_only_what_they_may():
    officers = {user.pk: user for user in User.objects.all()}
    for case in Case.objects.exclude(handler=None).select_related("unit"):
        assert rules.may_answer(officers[case.handler_id], case)
    for assignment in Assignment.objects.exclude(accepted_by=None):
        assert assignment.unit_id in standing(officers[assignment.accepted_by_id]).units
    for assignment in Assignment.objects.filter(mode__in=["forward", "assign"]).select_related("case"):
        assert rules.may_forward(officers[assignment.by_id], assignment.case)


def test_accusations_are_seen_by_those_named_and_never_reached_the_accused():
    sealed = Case.objects.filter(kind=Kind.ACCUSATION)

    assert sealed.count() >= 5
    for case in sealed:
        assert not case.assignments.filter(unit=case.accused_unit).exists()
        seen_by = {user.username for user in User.objects.all() if Case.objects.visible_to(user).filter(pk=case.pk).exists()}
        assert seen_by == {named.user.username for named in Named.objects.filter(case=case).select_related("user")}
        assert not {"leader", "inspector", "handler"} & seen_by


def test_no_mark_of_the_stories_is_left_in_what_people_read():
    texts = [
        *Case.objects.values_list("words", flat=True),
        *Case.objects.values_list("place_words", flat=True),
        *(text for reply in Reply.objects.all() for text in (reply.words, reply.facts, reply.basis)),
        *Rating.objects.values_list("words", flat=True),
    ]

    assert [text for text in texts if re.search(r"\[\d*\]|[{}]", text)] == []
    assert not Reply.objects.filter(words="").exists()


def test_every_entry_of_a_case_can_be_told_in_both_languages():
    case = Case.objects.filter(round=2, status=Status.SETTLED).first()

    assert all(line.sentence for line in timeline(case, public=False))
    assert len(list(timeline(case, public=True))) >= 6


def test_every_officer_of_the_county_holds_a_post_and_signs_in():
    for username in county()["officers"]:
        assert standing(User.objects.get(username=username)).primary is not None

    assert User.objects.get(username="handler").check_password(PASSWORD)


def test_pictures_hang_on_cases_and_are_whole():
    pictures = list(Attachment.objects.filter(thing="cases.case"))

    assert len(pictures) >= 3
    assert all(picture.is_intact() and picture.kind == "image/png" for picture in pictures)


def test_old_notices_are_read():
    assert Notice.objects.filter(channel="desk").exclude(read_at=None).exists()
    assert not Notice.objects.unread().filter(made_at__lt=timezone.now() - dt.timedelta(days=4)).exists()


def test_the_sign_at_the_gate_names_everyone_and_receipts_that_open(client):
    for language, word in (("zh-hans", "登录名"), ("en", "sign-in")):
        out = StringIO()
        call_command("demo", cast=True, language=language, stdout=out)
        assert word in out.getvalue()
        assert all(username in out.getvalue() for username in county()["officers"])

    lines = re.findall(r"(\d{4} \d{4} \d{4} \d{3})  (\w{4} \w{4})", out.getvalue())
    assert len(lines) == 3
    assert all(Case.objects.get(number=n.replace(" ", "")).opens_with(secret.replace(" ", "")) for n, secret in lines)


def test_no_key_of_a_machine_is_told():
    out = StringIO()

    call_command("demo", stdout=out)

    assert Token.objects.count() == 1
    assert "sixia_" not in out.getvalue()


def test_what_visitors_add_does_not_stop_the_demo():
    Case.objects.register(by=Voice.PETITIONER, words="路过看看，路灯真亮。", place=Case.objects.first().place)

    guarding.check()


def test_every_happening_became_a_case():
    assert Case.objects.filter(once__in=[it.once for it in happenings()]).count() == len(happenings())
