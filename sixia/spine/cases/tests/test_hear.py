import uuid

import pytest

from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.hearing import Over
from sixia.spine.cases.workflow import Channel


def test_what_is_said_again_joins_the_case_and_leaves_state_and_clock(cast, accepted):
    status, due_at = accepted.status, accepted.due_at

    addition = accepted.hear(by=cast.intake, words="昨天又断了一根。", channel=Channel.RECEPTION)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.due_at) == (status, due_at)
    assert accepted.additions.get() == addition
    assert accepted.trail.last().verb == "heard_again"


def test_it_is_found_by_the_words_said_again(cast, accepted):
    accepted.hear(by=cast.intake, words="桥墩也裂了。", channel=Channel.RECEPTION)

    assert list(Case.objects.searched("桥墩")) == [accepted]
    assert list(Case.objects.searched("栏杆")) == [accepted]


def test_sent_twice_it_is_heard_once(cast, accepted):
    once = uuid.uuid4()

    first = accepted.hear(by=cast.intake, words="又断了。", channel=Channel.FIELD, once=once)
    again = accepted.hear(by=cast.intake, words="又断了。", channel=Channel.FIELD, once=once)

    assert first == again
    assert accepted.trail.filter(verb="heard_again").count() == 1


def test_after_resolved_it_is_a_case_of_its_own(cast, answered):
    answered.rate(by=Voice.PETITIONER, resolved=True, stars=5)

    with pytest.raises(Over):
        answered.hear(by=cast.intake, words="又断了。", channel=Channel.RECEPTION)
