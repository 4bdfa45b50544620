import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sixia.foundations.attachments.models import Attachment, NotHeld
from sixia.foundations.notifications.models import Notice
from sixia.spine.commitments.models.moving import MovedMeanwhile, NotOwed, WrongMove
from sixia.spine.commitments.workflow import Status


def held(name="护栏.txt"):
    return Attachment.objects.hold(SimpleUploadedFile(name, "护栏换了四十米".encode()), holder="desk")


def test_reported_done_is_not_kept(cast, promised):
    promised.report(by=cast.handler, words="护栏已换完。")

    promised.refresh_from_db()
    assert promised.status == Status.REPORTED
    assert promised.proofs.get().done
    assert [entry.verb for entry in promised.trail] == ["promised", "reported"]
    assert Notice.objects.inbox(cast.leader).get().message == "commitments.reported"


def test_the_proof_carries_its_papers(cast, promised):
    paper = held()

    proof = promised.report(by=cast.handler, words="见附件。", files=[paper.token], holder="desk")

    assert [each.name for each in Attachment.objects.of(proof)] == ["护栏.txt"]


def test_a_file_of_another_reports_nothing_at_all(cast, promised):
    paper = held()

    with pytest.raises(NotHeld):
        promised.report(by=cast.handler, words="见附件。", files=[paper.token], holder="somebody else")

    promised.refresh_from_db()
    assert promised.status == Status.OPEN
    assert not promised.proofs.exists()


def test_a_double_click_reports_once(cast, promised):
    once = uuid.uuid4()

    first = promised.report(by=cast.handler, words="换完了。", once=once)
    again = promised.report(by=cast.handler, words="换完了。", once=once)

    assert again == first
    assert promised.trail.filter(verb="reported").count() == 1


def test_how_it_is_going_is_told_without_claiming_anything(cast, promised):
    proof = promised.note(by=cast.handler, words="已到货，下周一开工。")

    assert promised.status == Status.OPEN
    assert not proof.done
    assert promised.trail.last().verb == "noted"


def test_a_note_sent_twice_is_one_note(cast, promised):
    once = uuid.uuid4()

    assert promised.note(by=cast.handler, words="开工了。", once=once) == promised.note(
        by=cast.handler, words="开工了。", once=once
    )


def test_nothing_is_noted_on_what_is_kept(cast, kept):
    with pytest.raises(NotOwed):
        kept.note(by=cast.handler, words="又加了一段。")


def test_reported_twice_is_refused(cast, reported):
    with pytest.raises(WrongMove):
        reported.report(by=cast.handler, words="再报一次。")


def test_a_stale_page_reports_nothing(cast, promised, in_days):
    seen = promised.version
    promised.change(by=cast.head, due_on=in_days(40), reason="等材料")

    with pytest.raises(MovedMeanwhile):
        promised.report(by=cast.handler, words="换完了。", seen=seen)
