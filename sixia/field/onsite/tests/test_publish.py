import pytest

from sixia.field.onsite.models.moving import NotNow
from sixia.field.onsite.models.publishing import NamesStand, NotSigned
from sixia.field.onsite.names import names_in

from .conftest import PURPOSE, WORDS, planned, seal

pytestmark = pytest.mark.django_db


def closed_with(cast, meeting, topic, words):
    meeting.note_present(by=cast.leader, user=cast.leader)
    topic.decide(by=cast.leader, decision="on_the_spot", words=words)
    meeting.close(by=cast.leader)
    meeting.presences.get(user=cast.leader).sign(by=cast.leader)
    return meeting


def test_signed_minutes_without_private_names_are_published_once(cast, client, signed):
    signed.publish(by=cast.leader)
    signed.publish(by=cast.leader)

    page = client.get(signed.public_url).content.decode()
    assert WORDS in page and PURPOSE in page
    assert [entry.verb for entry in signed.trail].count("published") == 1


def test_minutes_that_nobody_signed_are_not_published(cast, closed):
    with pytest.raises(NotSigned):
        closed.publish(by=cast.leader)


@pytest.mark.parametrize(
    "words", ["已给林阿凤家装好护栏。", "已联系 13900000067，装好了。", "身份证 110105194912310021 已登记。"]
)
def test_a_private_name_or_number_stops_publication_and_it_is_shown_where(cast, started, topic, words):
    meeting = closed_with(cast, started, topic, words)

    with pytest.raises(NamesStand) as refused:
        meeting.publish(by=cast.leader)

    (found,) = refused.value.found
    assert found.where.startswith("1. ")
    assert any(part in found.around for part in ("林阿凤", "13900000067", "110105194912310021"))
    meeting.refresh_from_db()
    assert meeting.published_at is None


def test_reworded_for_the_public_it_is_published_and_the_signed_words_stay(cast, client, started, topic):
    words = "已给林阿凤家装好护栏。"
    meeting = closed_with(cast, started, topic, words)

    meeting.reword(by=cast.leader, purpose=PURPOSE, topics={1: (topic.title, "已给桥边住户装好护栏。")})
    meeting.publish(by=cast.leader)

    page = client.get(meeting.public_url).content.decode()
    topic.refresh_from_db()
    assert topic.words == words
    assert "林阿凤" not in page and "已给桥边住户装好护栏。" in page


def test_published_in_the_words_that_were_signed_the_trail_tells_of_no_rewording(officer, signed, topic):
    typed = {"purpose": signed.purpose, "title_1": topic.title, "words_1": topic.words}

    officer("leader").post(f"{signed.url}publish/", {**typed, "publish": "1"})
    assert signed.trail.last().verb == "published"
    assert not signed.trail.filter(verb="reworded").exists()


def test_kept_in_other_words_the_trail_tells_it_once(cast, signed, topic):
    for _twice in range(2):
        signed.reword(by=cast.leader, purpose=signed.purpose, topics={1: (topic.title, "已为桥边住户装好护栏。")})

    assert signed.trail.filter(verb="reworded").count() == 1


def test_the_name_of_one_who_was_there_is_looked_for_too(cast, started, topic):
    started.note_present(by=cast.leader, name="林大山")
    meeting = closed_with(cast, started, topic, "村民林大山看过，说可以。")

    with pytest.raises(NamesStand):
        meeting.publish(by=cast.leader)


def test_before_the_end_only_time_and_place_are_public(cast, client, started, topic):
    topic.decide(by=cast.leader, decision="on_the_spot", words=WORDS)

    page = client.get(started.public_url).content.decode()

    assert "上坪村桥头" in page
    assert WORDS not in page and PURPOSE not in page and topic.title not in page


def test_a_meeting_that_calls_nobody_yet_is_not_public(cast, client):
    assert client.get(planned(cast).public_url).status_code == 404


def test_what_was_published_is_not_reworded(cast, published):
    with pytest.raises(NotNow):
        published.reword(by=cast.leader, purpose="别的", topics={})


def test_a_topic_sealed_after_publication_vanishes_from_the_minutes(cast, client, published, topic, case):
    case.accept(by=cast.handler)
    assert topic.title in client.get(published.public_url).content.decode()

    seal(cast, case)

    assert topic.title not in client.get(published.public_url).content.decode()


def test_a_name_is_shown_with_what_stands_around_it(cast):
    (found,) = names_in("昨天下午我们一起去看了林阿凤家门前的那座桥和护栏", [cast.petitioner])

    assert found == "…午我们一起去看了林阿凤家门前的那座桥和…"
