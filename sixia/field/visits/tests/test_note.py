import datetime as dt
import uuid

import pytest
from django.utils import timezone

from sixia.field.visits.models import Note
from sixia.field.visits.models.noting import WrittenMeanwhile
from sixia.foundations.trail.tellings import timeline

pytestmark = pytest.mark.django_db

SAID = "桥断了半年，大家绕着走，谁来都说快了快了。"


def test_words_are_kept_as_they_were_said(cast, under_way):
    note = under_way.note(by=cast.leader, kind="words", text=SAID, said_by="桥头开小店的大嫂")

    assert note.text == SAID
    assert note.version == 1


def test_the_same_note_sent_twice_is_one_note_and_one_line_of_the_trail(cast, under_way):
    once, before = uuid.uuid4(), under_way.trail.count()

    first = under_way.note(by=cast.leader, once=once, kind="words", text=SAID)
    second = under_way.note(by=cast.leader, once=once, kind="words", text=SAID)

    assert first == second
    assert under_way.notes.count() == 1
    assert under_way.trail.count() == before + 1


def test_a_note_that_comes_after_the_visit_was_closed_or_cancelled_is_kept(cast, closed, planned):
    at = timezone.now() - dt.timedelta(days=2)

    note = closed.note(by=cast.leader, kind="seen", text="桥面积水。", at=at)

    assert note.at == at
    assert note.entered_at > at


def test_what_people_said_never_stands_in_the_trail(cast, under_way):
    under_way.note(by=cast.leader, kind="words", text=SAID, said_by="桥头开小店的大嫂")

    entry = under_way.trail.last()
    assert SAID not in str(entry.data) and "大嫂" not in str(entry.data)
    assert "原话" in timeline(under_way, public=False)[-1].sentence


def test_a_note_is_put_better_and_the_former_wording_stays(cast, under_way):
    note = under_way.note(by=cast.leader, kind="words", text="桥断了。")

    note.revise(by=cast.head, text=SAID, seen=1)

    assert (note.text, note.version) == (SAID, 2)
    assert note.wordings.get().text == "桥断了。"


def test_two_who_write_at_one_note_overwrite_nothing(cast, under_way):
    note = under_way.note(by=cast.leader, kind="words", text="桥断了。")
    other = Note.objects.get(pk=note.pk)
    note.revise(by=cast.leader, text=SAID, seen=1)

    with pytest.raises(WrittenMeanwhile):
        other.revise(by=cast.head, text="桥坏了。", seen=1)

    note.refresh_from_db()
    assert note.text == SAID


def test_the_same_wording_sent_again_is_no_change(cast, under_way):
    note = under_way.note(by=cast.leader, kind="words", text=SAID)

    note.revise(by=cast.leader, text=SAID, seen=7)

    assert note.version == 1 and not note.wordings.exists()


def test_a_note_on_a_case_sealed_meanwhile_is_kept_and_shown_only_to_those_named(cast, under_way, case):
    case.sort(by=cast.intake, kind="accusation", matter=None, place=cast.village, accused_unit=cast.bureau)

    under_way.note(by=cast.leader, kind="words", text=SAID, case=case)

    assert under_way.notes.count() == 1
    assert not under_way.notes.unsealed_for(cast.leader).exists()
    assert under_way.notes.unsealed_for(cast.intake).exists()
