import datetime as dt
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from sixia.field.visits.models import FieldFile, FieldPiece
from sixia.field.visits.models.fieldfiles import LEFT_FOR
from sixia.foundations.attachments.models import Attachment
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

from .fieldphone import Phone


@pytest.fixture
def phone(cast, officer, under_way):
    return Phone(officer("leader"), cast.leader, under_way)


@pytest.fixture
def photo():
    out = BytesIO()
    Image.effect_noise((200, 150), 60).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def pieces(content, size=4000):
    return [(at, content[at : at + size]) for at in range(0, len(content), size)]


def test_a_picture_comes_in_pieces_after_the_note_it_belongs_to(phone, photo, under_way):
    note = phone.note()
    picture = phone.picture(note, photo)

    _, wanted = phone.send(note, picture)
    answers = [phone.put(picture, piece, at) for at, piece in pieces(photo)]

    kept = Attachment.objects.of(under_way.notes.get()).get()
    assert wanted == {"state": "wanted", "offset": 0}
    assert [answer["offset"] for answer in answers[:-1]] == [at for at, _ in pieces(photo)][1:]
    assert answers[-1] == {"state": "there"}
    assert (kept.name, kept.is_picture, kept.is_intact()) == ("渠.jpg", True, True)
    assert not FieldPiece.objects.exists()
    assert under_way.trail.filter(verb="file_added").count() == 1


def test_a_line_that_dropped_goes_on_where_it_was(phone, photo):
    note = phone.note()
    picture = phone.picture(note, photo)
    phone.send(note, picture)
    phone.put(picture, photo[:5000])

    repeated = phone.put(picture, photo[:5000])  # the answer was lost
    ahead = phone.put(picture, photo[9000:9100], 9000)
    (asked,) = phone.send(picture)
    ended = phone.put(picture, photo[5000:], 5000)

    assert repeated == ahead == asked == {"state": "wanted", "offset": 5000}
    assert ended == {"state": "there"}
    assert phone.send(picture) == [{"state": "there"}]
    assert Attachment.objects.count() == 1


def test_pieces_that_are_not_what_was_sent_begin_anew(phone, photo):
    note = phone.note()
    picture = phone.picture(note, photo)
    phone.send(note, picture)

    damaged = phone.put(picture, photo[:-1] + b"x")
    whole = phone.put(picture, photo)

    assert damaged == {"state": "wanted", "offset": 0}
    assert whole == {"state": "there"}


def test_a_piece_that_is_too_long_or_empty_changes_nothing(phone, photo):
    note = phone.note()
    picture = phone.picture(note, photo)
    phone.send(note, picture)

    assert phone.put(picture, photo + b"x") == phone.put(picture, b"") == {"state": "wanted", "offset": 0}


def test_a_program_named_like_a_picture_is_refused_with_a_reason_and_the_note_stays(phone, under_way):
    note = phone.note()
    program = phone.picture(note, b"MZ" + bytes(200))
    phone.send(note, program)

    answer = phone.put(program, b"MZ" + bytes(200))

    assert answer["state"] == "refused"
    assert "渠.jpg" in answer["why"]
    assert phone.send(program) == [answer]
    assert under_way.notes.count() == 1
    assert not Attachment.objects.exists()


def test_a_file_too_big_is_refused_before_a_byte_is_sent(phone, settings):
    settings.ATTACHMENT_MOST_BYTES = 1000
    note = phone.note()

    _, answer = phone.send(note, phone.picture(note, bytes(1001)))

    assert answer["state"] == "refused"


def test_a_file_waits_for_what_it_belongs_to(phone, photo):
    note = phone.note()
    picture = phone.picture(note, photo)

    (early,) = phone.send(picture)
    answers = phone.send(note, picture)

    assert early["state"] == "later"
    assert answers[1]["state"] == "wanted"


def test_a_picture_of_a_case_hangs_on_the_case(phone, photo):
    case = phone.case()
    picture = phone.picture(case, photo)
    phone.send(case, picture)

    phone.put(picture, photo)

    assert Attachment.objects.of(Case.objects.get()).count() == 1


def test_nobody_adds_to_anothers_file(phone, photo, cast, officer, under_way):
    note = phone.note()
    picture = phone.picture(note, photo)
    phone.send(note, picture)
    other = officer("handler")

    response = other.put(f"/field/files/{picture['once']}/?offset=0", photo, content_type="application/octet-stream")

    assert response.status_code == 404
    assert FieldFile.objects.get().received == 0


def test_two_days_offline_with_200_notes_and_80_pictures_come_once_each(phone, under_way):
    notes = [phone.note(f"第{at}户说的话", ago=2 * 86400 - at * 60) for at in range(200)]
    shots = {}
    for at in range(80):
        out = BytesIO()
        Image.new("RGB", (8, 8), (at, 0, 0)).save(out, "PNG")
        shots[at] = (phone.picture(notes[at], out.getvalue(), f"{at}.png"), out.getvalue())
    records = [*notes, *(picture for picture, _ in shots.values())]

    for _sending in range(2):
        phone.send(*records)
        for picture, content in shots.values():
            phone.put(picture, content)

    assert under_way.notes.count() == 200
    assert Attachment.objects.filter(thing="visits.note").count() == 80
    first, last = under_way.notes.first(), under_way.notes.last()
    assert (first.text, last.text) == ("第0户说的话", "第199户说的话")
    assert dt.timedelta(days=1, hours=23) < timezone.now() - first.at < dt.timedelta(days=2, minutes=1)


def test_pieces_left_behind_are_swept_and_the_phone_begins_anew(phone, photo):
    note = phone.note()
    picture = phone.picture(note, photo)
    phone.send(note, picture)
    phone.put(picture, photo[:5000])
    FieldFile.objects.update(touched_at=timezone.now() - LEFT_FOR - dt.timedelta(hours=1))

    swept = FieldFile.objects.sweep()

    assert swept == 1
    assert not FieldPiece.objects.exists()
    assert phone.send(picture) == [{"state": "wanted", "offset": 0}]


def test_those_who_may_hear_what_was_said_see_what_was_brought(phone, photo, cast, officer, under_way):
    note = phone.note("渠塌了一段")
    picture = phone.picture(note, photo)
    phone.send(note, picture)
    phone.put(picture, photo)
    address = f"/field/brought/{under_way.number}/"
    file = f"{address}{Attachment.objects.get().token}/"

    leader, bureau = officer("leader"), officer("handler")

    assert "渠塌了一段" in leader.get(address).text
    assert leader.get(file)["Content-Type"] == "image/jpeg"
    assert bureau.get(address).status_code == bureau.get(file).status_code == 404


def test_a_visit_from_which_nothing_was_brought_shows_nothing(cast, officer, under_way):
    response = officer("leader").get(f"/field/brought/{under_way.number}/")

    assert (response.status_code, response.content) == (200, b"")


def test_what_hangs_on_a_case_sealed_meanwhile_is_shown_to_those_named_alone(phone, photo, cast, case, officer, under_way):
    note = phone.note("有人收钱", case=case.number)
    picture = phone.picture(note, photo)
    phone.send(note, picture)
    phone.put(picture, photo)
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=case.place, accused_unit=cast.bureau)

    response = officer("leader").get(f"/field/brought/{under_way.number}/")

    assert response.content == b""
