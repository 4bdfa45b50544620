import base64
import json
import re
import uuid

import pytest
from django.contrib.staticfiles import finders

from sixia.field.visits import fieldkeys
from sixia.field.visits.fieldpage import FOLDER, files_of_the_page
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

from .conftest import plan

MOST_SCRIPT = 60 * 1024


def pack(client):
    return client.get("/field/pack/").json()


def key(client, device):
    return client.post("/field/key/", json.dumps({"device": str(device)}), content_type="application/json")


def test_the_key_is_for_one_person_on_one_phone_and_the_same_after_a_backup(cast, officer):
    device, other = uuid.uuid4(), uuid.uuid4()
    leader, handler = officer("leader"), officer("handler")

    said = key(leader, device).json()

    assert len(base64.b64decode(said["key"])) == 32
    assert key(leader, device).json() == said
    assert key(leader, other).json()["key"] != said["key"]
    assert key(handler, device).json()["key"] != said["key"]
    assert said["owner"] == fieldkeys.owner_of(cast.leader) != fieldkeys.owner_of(cast.handler)


def test_the_key_is_kept_by_no_cache_and_given_to_no_visitor(client, officer, cast):
    response = key(officer("leader"), uuid.uuid4())

    assert "no-store" in response["Cache-Control"]
    assert key(client, uuid.uuid4()).status_code == 302


@pytest.mark.parametrize("body", ["{}", '{"device": 1}', '{"device": "x"}', "x"])
def test_a_phone_without_a_name_gets_no_key(officer, body):
    assert officer("leader").post("/field/key/", body, content_type="application/json").status_code == 400


def test_the_pack_holds_the_visits_of_these_days_with_brief_and_cast(cast, officer, case, planned):
    plan(cast, by=cast.handler, user=cast.handler, purpose="别人的")

    packed = pack(officer("leader"))

    (visit,) = packed["visits"]
    assert (visit["number"], visit["code"]) == (planned.number, cast.village.code)
    assert [each["number"] for each in visit["cases"]] == [case.number]
    assert any(case.title in part["lines"] for part in visit["brief"])
    assert [each["name"] for each in packed["people"]] == [cast.petitioner.masked_name]
    assert cast.bureau.code in [unit["code"] for unit in packed["units"]]
    assert cast.village.code in [place["code"] for place in packed["places"]]


def test_the_next_visit_takes_along_what_is_different_since_the_last(cast, officer, closed):
    Case.objects.register(by=Voice.PETITIONER, words="自来水又黄了。", place=cast.village)
    plan(cast)

    *_before, visit = pack(officer("leader"))["visits"]

    said = {part["title"]: part["lines"] for part in visit["brief"]}
    assert said["上次来之后"][0].startswith("新来诉求")
    assert "看桥，听上坪村的群众说说" in said["以前谁来过、结果怎样"][0]


def test_no_personal_detail_and_no_sealed_case_goes_on_the_phone(cast, officer, case, under_way):
    secret = Case.objects.register(by=Voice.PETITIONER, words="村主任收了钱。", place=cast.village).case
    secret.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)
    under_way.companions.add(cast.intake)
    under_way.note(by=cast.intake, kind="words", text="关于那件事", case=secret)

    said = json.dumps(pack(officer("intake")), ensure_ascii=False)

    assert secret.number not in said and secret.title not in said and "关于那件事" not in said
    assert cast.petitioner.name not in said and cast.petitioner.phone not in said


def test_the_pack_asks_as_often_for_many_visits_as_for_one(cast, officer, django_assert_max_num_queries):
    for place in list(cast.places.values())[-6:]:
        visit = plan(cast, place=place)
        Case.objects.register(by=Voice.PETITIONER, words="路灯不亮了。", place=place, person=cast.neighbour)
        visit.note(by=cast.leader, kind="words", text="一句")
    client = officer("leader")

    with django_assert_max_num_queries(24):  # twelve of the pack, five for each of two whole briefs, two of the sign-in
        packed = pack(client)

    assert len(packed["visits"]) == 6


def test_the_page_says_nothing_of_anybody_since_the_phone_keeps_it(officer, cast):
    response = officer("leader").get("/field/")

    assert response.status_code == 200
    assert cast.leader.name not in response.text and cast.leader.username not in response.text
    assert "csrftoken" in response.cookies


def test_every_word_the_scripts_say_goes_out_with_the_page(officer, cast):
    page = officer("leader").get("/field/").text
    words = json.loads(re.search(r'<script id="words" type="application/json">(.*?)</script>', page)[1])
    scripts = "".join(path.read_text() for path in FOLDER.glob("*.js"))
    asked = set(re.findall(r'\bsay\((?:[\w.]+ \? )?"(\w+)"( \+)?', scripts))
    asked |= {(name, "") for name in re.findall(r'\bsay\([\w.]+ \? "\w+" : "(\w+)"', scripts)}
    whole, begun = ({name for name, more in asked if bool(more) == part} for part in (False, True))

    assert whole - set(words) == set()
    assert {begin for begin in begun if not any(name.startswith(begin) for name in words)} == set()
    assert {name for name in words if name not in scripts and not name.startswith(tuple(begun))} == set()


def test_the_scripts_are_small(db):
    assert sum(path.stat().st_size for path in FOLDER.glob("*.js")) < MOST_SCRIPT


def test_the_worker_names_files_that_are_there_and_reaches_the_page_alone(client, db):
    response = client.get("/field/worker.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in response
    for path in files_of_the_page():
        assert path in response.text
        assert finders.find(path.removeprefix("/static/"))


def test_the_manifest_opens_the_page_as_a_program_of_its_own(client, db):
    said = client.get("/field/manifest.json").json()

    assert (said["start_url"], said["scope"], said["display"]) == ("/field/", "/field/", "standalone")
    assert said["name"] == "现场记录"
