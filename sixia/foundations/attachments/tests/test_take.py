import uuid

import pytest

from sixia.foundations.attachments.models import Attachment, NotHeld
from sixia.foundations.people.models import Person
from sixia.foundations.trail.models import Entry, Voice

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(hold):
    return [hold(samples.pdf(b"1"), "申请.pdf"), hold(samples.picture())]


def tokens(attachments):
    return [attachment.token for attachment in attachments]


def test_held_files_hang_on_the_thing_in_the_order_they_came(two, thing):
    taken = Attachment.objects.take(tokens(two), holder="guihua", thing=thing, by=Voice.PETITIONER)

    assert taken == two == list(Attachment.objects.of(thing))
    assert not Attachment.objects.held_by("guihua")
    assert {attachment.added_by for attachment in Attachment.objects.of(thing)} == {None}


def test_an_officer_who_adds_files_is_named_on_them(two, thing, officer):
    Attachment.objects.take([str(token) for token in tokens(two)], holder="guihua", thing=thing, by=officer)

    assert {attachment.added_by for attachment in Attachment.objects.of(thing)} == {officer}


def test_it_is_part_of_another_verb_and_leaves_the_trail_to_it(two, thing):
    Attachment.objects.take(tokens(two), holder="guihua", thing=thing, by=Voice.PETITIONER)

    assert not Entry.objects.exists()


def test_nobody_takes_what_another_holds(two, thing, hold):
    foreign = hold(samples.pdf(b"2"), "别人的.pdf", holder="a neighbour")

    with pytest.raises(NotHeld):
        Attachment.objects.take([*tokens(two), foreign.token], holder="guihua", thing=thing, by=Voice.PETITIONER)
    with pytest.raises(NotHeld):
        Attachment.objects.take([foreign.token], holder="", thing=thing, by=Voice.PETITIONER)

    assert not Attachment.objects.of(thing)


def test_a_token_that_never_was_is_refused(thing):
    with pytest.raises(NotHeld):
        Attachment.objects.take([uuid.uuid4()], holder="guihua", thing=thing, by=Voice.PETITIONER)


def test_taken_twice_for_the_same_thing_changes_nothing(two, thing):
    Attachment.objects.take(tokens(two), holder="guihua", thing=thing, by=Voice.PETITIONER)

    Attachment.objects.take(tokens(two), holder="guihua", thing=thing, by=Voice.PETITIONER)

    assert list(Attachment.objects.of(thing)) == two


def test_what_hangs_on_one_thing_cannot_be_moved_to_another(two, thing):
    Attachment.objects.take(tokens(two), holder="guihua", thing=thing, by=Voice.PETITIONER)
    other = Person.objects.take(name="吴大山")

    with pytest.raises(NotHeld):
        Attachment.objects.take(tokens(two), holder="guihua", thing=other, by=Voice.PETITIONER)

    assert list(Attachment.objects.of(thing)) == two


def test_without_files_it_asks_the_database_nothing(thing, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Attachment.objects.take([], holder="", thing=thing, by=Voice.PETITIONER) == []


def test_ten_files_cost_as_much_as_one(hold, thing, django_assert_num_queries):
    many = [hold(samples.pdf(str(number).encode()), f"{number}.pdf") for number in range(10)]

    with django_assert_num_queries(4):  # savepoint, one look with lock, one update, release
        Attachment.objects.take(tokens(many), holder="guihua", thing=thing, by=Voice.PETITIONER)


def test_a_visitor_drops_only_what_they_hold_themselves(two, thing, store, django_capture_on_commit_callbacks):
    application, photo = two
    Attachment.objects.take([application.token], holder="guihua", thing=thing, by=Voice.PETITIONER)

    with django_capture_on_commit_callbacks(execute=True):
        assert Attachment.objects.drop(tokens(two), holder="a neighbour") == 0
        assert Attachment.objects.drop(tokens(two), holder="guihua") == 1

    assert list(Attachment.objects.all()) == [application]
    assert (store / application.file.name).exists() and not (store / photo.file.name).exists()
