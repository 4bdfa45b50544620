import json

import pytest

from sixia.foundations.units.models import Token
from sixia.spine.cases.models import Case

from .conftest import ANSWER, WORDS

pytestmark = pytest.mark.django_db
CASES = "/api/v1/cases/"


@pytest.fixture
def bureau(cast, client):
    """Requests with a key of the transport bureau."""
    _token, plain = Token.objects.issue(unit=cast.bureau, name="公路系统", by=cast.keeper)

    def send(method, path, body=None, key="", plain=plain):
        headers = {"Authorization": f"Bearer {plain}", **({"Idempotency-Key": key} if key else {})}
        data = json.dumps(body) if body is not None else None
        return getattr(client, method)(path, data=data, content_type="application/json", headers=headers)

    return send


def test_a_case_registered_by_a_machine_is_the_unit_s_own_and_carries_a_receipt(cast, bureau):
    response = bureau("post", CASES, {"words": WORDS, "place_words": "上坪村口", "phone": "13900001234"}, key="sheet-0001")

    case = Case.objects.get()
    assert response.status_code == 201
    assert case.unit == cast.bureau and case.place == cast.village
    assert case.opens_with(response.json()["secret"])


def test_the_same_idempotency_key_again_answers_the_same_case_and_changes_nothing(bureau):
    first = bureau("post", CASES, {"words": WORDS}, key="sheet-0001")
    again = bureau("post", CASES, {"words": WORDS}, key="sheet-0001")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"] and first.json()["secret"] == again.json()["secret"]
    assert Case.objects.count() == 1


def test_two_units_may_use_the_same_key_for_different_cases(cast, bureau):
    _token, other = Token.objects.issue(unit=cast.other_bureau, name="物业系统", by=cast.keeper)

    bureau("post", CASES, {"words": WORDS}, key="sheet-0001")
    bureau("post", CASES, {"words": WORDS}, key="sheet-0001", plain=other)

    assert Case.objects.count() == 2


def test_without_a_key_of_a_unit_nothing_is_said(client, bureau, registered):
    assert client.get(CASES).status_code == 401
    assert bureau("get", CASES, plain="sixia_wrong").status_code == 401


def test_another_unit_s_case_does_not_exist(bureau, registered):
    assert bureau("get", f"{CASES}{registered.number}/").status_code == 404
    assert bureau("get", CASES).json()["cases"] == []


def test_a_machine_accepts_and_answers_and_a_stale_version_is_refused(bureau, forwarded):
    address = f"{CASES}{forwarded.number}/"
    version = bureau("get", address).json()["version"]

    accepted = bureau("post", f"{address}accept/", {"version": version})
    stale = bureau("post", f"{address}answer/", {"version": version, **ANSWER})
    answered = bureau("post", f"{address}answer/", {"version": accepted.json()["version"], **ANSWER})

    assert (accepted.status_code, stale.status_code, answered.status_code) == (200, 409, 200)
    assert answered.json()["replies"][0]["words"] == ANSWER["words"]


@pytest.mark.parametrize(
    "body",
    [
        {"words": ""},
        {"words": "一"},
        {"words": "\u200b\u200b\u200b"},
        {"words": "长" * 100_000},
        {"words": WORDS, "place_code": "110101"},
        {"words": WORDS, "place_code": "';--"},
        {"words": WORDS, "received_at": "yesterday"},
        {"words": WORDS, "received_at": "2999-01-01T00:00:00+08:00"},
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason_and_nothing_is_kept(bureau, body):
    response = bureau("post", CASES, body, key="sheet-0001")

    assert response.status_code == 422
    assert response.json()["detail"]
    assert not Case.objects.exists()
