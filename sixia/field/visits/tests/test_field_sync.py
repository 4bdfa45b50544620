import datetime as dt
import logging

import pytest
from django.utils import timezone

from sixia.field.visits.models import FieldRecord, Matter, Note
from sixia.field.visits.workflow import Status
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel, Kind
from sixia.spine.commitments.models import Commitment

from .fieldphone import Phone


@pytest.fixture
def phone(cast, officer, under_way):
    return Phone(officer("leader"), cast.leader, under_way)


@pytest.fixture
def second(cast, officer, under_way):
    """The same visit on a companion's phone."""
    under_way.companions.add(cast.handler)
    return Phone(officer("handler"), cast.handler, under_way)


def test_a_note_is_kept_word_for_word(phone, under_way):
    record = phone.note("桥栏杆断了两根。\n孩子上学要过。")

    (answer,) = phone.send(record)

    note = under_way.notes.get()
    assert (answer["state"], answer["version"]) == ("kept", 1)
    assert (str(note.once), note.text, note.said_by) == (record["once"], "桥栏杆断了两根。\n孩子上学要过。", "三组一位村民")


def test_sent_twice_it_is_there_once_and_the_trail_tells_it_once(phone, under_way):
    records = [phone.note(), phone.case(), phone.note("另一句")]
    before = under_way.trail.count()
    first = phone.send(*records)
    told = under_way.trail.count()

    again = phone.send(*records)

    assert [answer["state"] for answer in first + again] == ["kept"] * 3 + ["there"] * 3
    assert (Note.objects.count(), Case.objects.count()) == (2, 1)
    assert told > before and under_way.trail.count() == told
    assert again[1]["number"] == first[1]["number"]


def test_a_case_from_the_field_has_its_clocks_and_a_receipt_to_read_aloud(phone, under_way):
    (answer,) = phone.send(phone.case())

    case = Case.objects.get()
    assert (case.channel, case.place, case.words) == (Channel.FIELD, under_way.place, "灌溉渠塌了一段，二十亩田浇不上水。")
    assert case.due_at is not None
    assert (answer["number"], answer["secret"]) == (case.spoken_number, case.spoken_secret)
    assert (case.person.name, case.person.phone) == ("林阿旺", "13900000099")
    assert Matter.objects.get().case == case


def test_a_case_of_a_village_merged_meanwhile_goes_to_its_successor(phone, cast, under_way):
    record, neighbour = phone.case(), cast.place("下洋村")
    under_way.place.merge(into=neighbour, by=cast.keeper)

    (answer,) = phone.send(record)

    assert answer["state"] == "kept"
    assert Case.objects.get().place == neighbour


def test_who_leaves_no_contact_has_the_receipt_alone(phone):
    phone.send(phone.case(name="", contact=""))

    assert Case.objects.get().person is None


def test_a_promise_from_the_field_is_kept_with_its_day(phone, cast, under_way):
    (answer,) = phone.send(phone.promise(cast))

    promise = Commitment.objects.get()
    assert (promise.what, promise.unit, promise.place) == ("把上坪村的渠修好", cast.bureau, under_way.place)
    assert answer["number"] == promise.spoken_number
    assert not promise.public


def test_one_records_trouble_never_stops_the_others(phone, cast):
    yesterday = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    records = [phone.note(), phone.promise(cast, due_on=yesterday), phone.case(consent=False), phone.note("后一句")]

    answers = phone.send(*records)

    assert [answer["state"] for answer in answers] == ["kept", "refused", "refused", "kept"]
    assert all(answer["why"] for answer in answers[1:3])
    assert (Note.objects.count(), Case.objects.count(), Commitment.objects.count()) == (2, 0, 0)


def test_a_reason_is_said_in_the_readers_language(phone):
    phone.client.cookies["django_language"] = "en"
    (english,) = phone.send(phone.note(""))
    phone.client.cookies["django_language"] = "zh-hans"
    (chinese,) = phone.send(phone.note(""))

    assert english["why"].startswith("Word for word: ")
    assert chinese["why"].startswith("原话")


def test_what_breaks_stays_on_the_phone_and_is_sent_again(phone, monkeypatch, caplog):
    record = phone.note()
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr("sixia.field.visits.models.Visit.note", lambda *_args, **_said: 1 / 0)
        (broken,) = phone.send(record)

    (answer,) = phone.send(record)

    assert (broken["state"], answer["state"]) == ("later", "kept")


def test_only_the_party_of_the_visit_may_send(cast, officer, under_way):
    stranger = Phone(officer("intake"), cast.intake, under_way)

    (answer,) = stranger.send(stranger.note())

    assert answer["state"] == "refused"
    assert not Note.objects.exists()


def test_anothers_records_are_not_taken_under_this_sign_in(phone):
    response = phone.post(phone.note(), owner="f" * 24)

    assert response.status_code == 403
    assert not Note.objects.exists()


def test_the_mark_of_anothers_record_tells_nothing(phone, second):
    record = phone.case()
    phone.send(record)

    (answer,) = second.send({**second.case(), "once": record["once"]})

    assert answer["state"] == "refused"
    assert "number" not in answer


@pytest.mark.parametrize("behind", [0, 3 * 3600, -3 * 3600, 40 * 365 * 86400], ids=["right", "slow", "fast", "of 1986"])
def test_a_wrong_clock_is_put_right_and_both_times_are_kept(cast, officer, under_way, behind):
    phone = Phone(officer("leader"), cast.leader, under_way, behind=behind)
    said = timezone.now() - dt.timedelta(minutes=10)

    phone.send(phone.note(ago=600))

    record = FieldRecord.objects.get()
    assert abs(record.note.at - said) < dt.timedelta(seconds=30)
    assert record.at == record.note.at
    assert abs(record.phone_at + dt.timedelta(seconds=behind) - said) < dt.timedelta(seconds=30)


def test_two_phones_at_one_note_see_both_wordings_and_nothing_is_overwritten(phone, second, under_way):
    record = phone.note("井水黄。")
    phone.send(record)
    theirs = second.write("amend", amends=record["once"], version=1, text="井水黄，有味道。", said_by="")
    second.send(theirs)

    mine = phone.write("amend", amends=record["once"], version=1, text="井水黄，三户都这样。", said_by="")
    (answer,) = phone.send(mine)

    assert answer["state"] == "conflict"
    assert (answer["theirs"]["text"], answer["theirs"]["version"]) == ("井水黄，有味道。", 2)
    assert under_way.notes.get().text == "井水黄，有味道。"
    assert not FieldRecord.objects.filter(once=mine["once"]).exists()


def test_settled_over_the_version_seen_the_former_wordings_stay(phone, second, under_way):
    record = phone.note("井水黄。")
    phone.send(record)
    second.send(second.write("amend", amends=record["once"], version=1, text="井水黄，有味道。", said_by=""))

    chosen = phone.write("amend", amends=record["once"], version=2, text="井水黄，有味道。\n———\n三户都这样。", said_by="")
    (answer,) = phone.send(chosen)
    (again,) = phone.send(chosen)

    note = under_way.notes.get()
    assert (answer["state"], again["state"], note.version) == ("kept", "there", 3)
    assert [wording.text for wording in note.wordings.all()] == ["井水黄。", "井水黄，有味道。"]


def test_a_note_put_better_before_the_phone_knew_it_was_kept_is_a_change_of_it(phone, under_way):
    record = phone.note("井水黄。")
    phone.send(record)  # the answer is lost on the way back

    (answer,) = phone.send({**record, "text": "井水黄，烧开也黄。"})
    (late,) = phone.send(record)

    note = under_way.notes.get()
    assert (answer["state"], late["state"]) == ("kept", "there")
    assert (note.text, note.version) == ("井水黄，烧开也黄。", 2)


def test_a_change_put_better_before_its_answer_came_is_not_lost(phone, under_way):
    record = phone.note("井水黄。")
    change = phone.write("amend", amends=record["once"], version=1, text="井水黄，有味道。", said_by="")
    phone.send(record, change)

    (unseen,) = phone.send({**change, "text": "井水黄，有铁锈味。"})
    (seen,) = phone.send({**change, "text": "井水黄，有铁锈味。", "version": 2})

    assert (unseen["state"], seen["state"]) == ("conflict", "kept")
    assert under_way.notes.get().text == "井水黄，有铁锈味。"


def test_a_note_on_a_case_sealed_meanwhile_is_kept_and_tells_nothing(phone, cast, case, under_way):
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=case.place, accused_unit=cast.bureau)
    shown, nowhere = phone.note(case=case.number), phone.note("编号写错了", case="000000000000000")

    answers = phone.send(shown, nowhere)

    assert [answer["state"] for answer in answers] == ["kept", "kept"]
    assert answers[0]["why"] == answers[1]["why"]
    assert Note.objects.get(once=shown["once"]).case == case
    assert [note.text for note in under_way.notes.unsealed_for(cast.leader)] == ["编号写错了"]


def test_a_second_wording_on_a_sealed_case_is_kept_beside_the_hidden_one(phone, second, cast, case, under_way):
    record = phone.note("有人收钱。", case=case.number)
    phone.send(record)
    second.send(second.write("amend", amends=record["once"], version=1, text="秘密的话", said_by=""))
    case.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=case.place, accused_unit=cast.bureau)

    (answer,) = phone.send(phone.write("amend", amends=record["once"], version=1, text="有人收钱，两次。", said_by=""))

    assert answer["state"] == "kept"
    assert "theirs" not in answer
    assert {note.text for note in under_way.notes.all()} == {"秘密的话", "有人收钱，两次。"}


def test_the_brief_read_and_the_leaving_are_done_without_a_signal_too(cast, officer, planned):
    phone = Phone(officer("leader"), cast.leader, planned)
    early, brief, left = phone.case(), phone.write("brief", ago=7200), phone.write("depart", ago=3600)

    too_early = phone.send(early)
    answers = phone.send(brief, left, early)
    again = phone.send(brief, left)

    planned.refresh_from_db()
    assert too_early[0]["state"] == "refused"
    assert [answer["state"] for answer in answers + again] == ["kept"] * 3 + ["there"] * 2
    assert planned.status == Status.UNDER_WAY
    assert timezone.now() - planned.departed_at > dt.timedelta(minutes=59)


def test_without_the_brief_nobody_leaves_from_a_phone_either(cast, officer, planned):
    phone = Phone(officer("leader"), cast.leader, planned)

    (answer,) = phone.send(phone.write("depart"))

    assert answer["state"] == "refused"


def test_what_comes_after_the_visit_was_closed_is_still_kept(cast, officer, closed):
    phone = Phone(officer("leader"), cast.leader, closed)

    answers = phone.send(phone.note(), phone.case())

    assert [answer["state"] for answer in answers] == ["kept", "kept"]


def test_an_unknown_kind_of_record_stays_refused_with_words(phone):
    (answer,) = phone.send(phone.write("dance"))

    assert answer["state"] == "refused"
    assert answer["why"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"records": 1}',
        b'{"records": [{"once": "x"}], "device": "x", "now": 1}',
        b'{"records": [], "device": 1}',
    ],
)
def test_what_no_page_of_ours_sends_is_a_bad_request(phone, body):
    response = phone.client.post("/field/sync/", body, content_type="application/json")

    assert response.status_code == 400


def test_a_record_that_says_no_time_is_refused_alone(phone):
    answers = phone.send({**phone.note(), "at": "gestern"}, phone.note())

    assert [answer["state"] for answer in answers] == ["refused", "kept"]


def test_who_is_no_longer_signed_in_is_sent_to_sign_in(phone):
    phone.client.logout()

    response = phone.post(phone.note())

    assert response.status_code == 302
    assert not Note.objects.exists()
