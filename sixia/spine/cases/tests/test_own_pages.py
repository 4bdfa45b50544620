"""The pages on which a leader owns a case, and what was said again."""

import pytest
from django.conf import settings
from django.test import Client

from sixia.foundations.units.models import Post
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Channel


@pytest.fixture
def officer(cast):
    def sign_in(name):
        client = Client()
        client.force_login(cast.officers[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in


def post_of(user):
    return Post.objects.get(tenures__user=user, tenures__acting=False)


def give(officer, case, user, **given):
    form = {"seen": Case.objects.get(pk=case.pk).version, "post": post_of(user).pk, "why": "反映三次没有解决", **given}
    return officer("supervisor").post(f"{case.desk_url}own/", form)


def test_the_supervision_office_gives_a_case_to_a_leader_who_reports_on_it(cast, officer, accepted):
    give(officer, accepted, cast.leader)
    accepted.refresh_from_db()
    leader = officer("leader")
    leader.post(f"{accepted.desk_url}report_own/", {"seen": accepted.version, "kind": "know", "note": "到村里看过桥"})

    page = leader.get(accepted.desk_url).content.decode()
    assert "叶青松" in page and "到村里看过桥" in page
    assert accepted.title in leader.get("/cases/?box=owned").content.decode()
    assert accepted.title in leader.get("/cases/?box=hard").content.decode()


def test_without_a_reason_the_form_comes_back(cast, officer, accepted):
    response = give(officer, accepted, cast.leader, why="")

    assert response.status_code == 422
    assert not Case.objects.get(pk=accepted.pk).owned


def test_ending_it_early_is_refused_in_words_and_what_was_typed_is_kept(cast, officer, accepted):
    give(officer, accepted, cast.leader)
    accepted.refresh_from_db()

    response = officer("leader").post(f"{accepted.desk_url}disown/", {"seen": accepted.version, "why": "半年没有再来了"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "依法终结" in page and "半年没有再来了" in page


def test_who_may_not_give_it_is_refused(officer, accepted):
    for name in ("handler", "intake", "inspector"):
        assert officer(name).get(f"{accepted.desk_url}own/").status_code == 403


def test_a_leader_who_owns_what_was_said_again_reads_it_in_few_queries(cast, officer, accepted, django_assert_max_num_queries):
    give(officer, accepted, cast.leader)
    accepted.refresh_from_db()
    accepted.hear(by=cast.intake, words="昨天又断了一根。", channel=Channel.RECEPTION)
    leader = officer("leader")
    leader.get(accepted.desk_url)

    with django_assert_max_num_queries(12):
        page = leader.get(accepted.desk_url).content.decode()

    assert "昨天又断了一根" in page


def test_the_petitioner_reads_what_they_said_again(cast, client, accepted):
    accepted.hear(by=cast.intake, words="昨天又断了一根。", channel=Channel.RECEPTION)
    client.post("/cases/follow/", {"number": accepted.number, "secret": accepted.secret})

    assert "昨天又断了一根" in client.get(accepted.follow_url).content.decode()
