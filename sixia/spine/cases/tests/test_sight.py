"""The page of a case is read by a statement kept for all who reach as far: it opens to nobody else, and closes with the post."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sixia.foundations.units.models import Tenure
from sixia.spine.cases.models import Case

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Target": "detail"}


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_the_page_opens_to_exactly_those_who_find_the_case_in_a_list(cast, forwarded, accusation):
    for officer in cast.officers.values():
        for case in (forwarded, accusation):
            listed = Case.objects.visible_to(officer).filter(pk=case.pk).exists()

            whole, part = (signed_in(officer).get(case.desk_url, headers=headers) for headers in (None, PART))

            assert (whole.status_code, part.status_code) == ((200, 200) if listed else (404, 404)), officer


def test_colleagues_of_one_reach_are_told_apart_where_a_case_is_sealed(cast, accusation):
    names = [
        name for name, officer in cast.officers.items() if Case.objects.visible_to(officer).filter(pk=accusation.pk).exists()
    ]
    assert names == ["intake"]
    colleague = cast.officers["handler"]
    Tenure.objects.filter(user=colleague).delete()
    for tenure in Tenure.objects.in_force().filter(user=cast.intake):
        Tenure.objects.create(post=tenure.post, user=colleague, starts_on=tenure.starts_on, acting=True)

    assert signed_in(cast.intake).get(accusation.desk_url).status_code == 200
    assert signed_in(colleague).get(accusation.desk_url).status_code == 404


def test_the_page_closes_the_day_the_post_ends(cast, forwarded):
    handler = signed_in(cast.handler)
    assert handler.get(forwarded.desk_url).status_code == 200

    Tenure.objects.filter(user=cast.handler).update(ends_on=timezone.localdate() - dt.timedelta(1))

    assert handler.get(forwarded.desk_url).status_code == 404


@pytest.mark.parametrize("state", ["accepted", "answered"])
def test_a_case_is_read_in_nine_statements_whole_or_in_part(cast, state, request, django_assert_max_num_queries):
    case, intake = request.getfixturevalue(state), signed_in(cast.intake)

    for headers in (None, PART):
        with django_assert_max_num_queries(9):  # session, officer, posts; case, clock or replies, assignment, trail, files, again
            assert intake.get(case.desk_url, headers=headers).status_code == 200
