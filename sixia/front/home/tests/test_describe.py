"""The machine interface as people and programs read it."""

import json
import re
import shlex
from itertools import pairwise

import pytest

from sixia.foundations.units.models import Token
from sixia.front.home.describing import operations, shapes
from sixia.front.home.machines import api
from sixia.spine.cases.models import Case

pytestmark = pytest.mark.django_db

ASKED = ["register_case", "list_cases", "read_case", "accept_case", "answer_case"]


def page(client, language="zh-hans"):
    return client.get("/api/docs/", headers={"Accept-Language": language}).content.decode()


def described():
    return {each.name: each for each in operations(api.get_openapi_schema(), base="http://testserver")}


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "登记一件诉求"), ("en", "Register a case")])
def test_every_operation_is_on_the_page_in_the_reader_s_language(client, language, said):
    words = page(client, language)

    assert said in words
    assert all(f'id="{name}"' in words for name in ASKED)
    assert list(described()) == ASKED


def test_in_chinese_nothing_but_names_is_english(client):
    words = re.sub(
        r"<code>.*?</code>|<a href=\"#\w+\">\w+</a>|<head>.*?</head>|<footer.*?</footer>", "", page(client), flags=re.DOTALL
    )
    shown = re.sub(r"<[^>]+>", " ", words)

    told = re.findall(r"\b[a-z]+(?: [a-z]+){2,}", shown)
    assert told == []


def test_every_parameter_body_and_answer_is_explained(client):
    for operation in described().values():
        assert operation.title and operation.says
        assert all(answer.meaning and answer.shape for answer in operation.answers)
        assert all(part.kind for part in [*operation.parameters, *operation.body])


def test_every_link_on_the_page_leads_to_something_on_it(client):
    words = page(client)

    assert set(re.findall(r'href="#(\w+)"', words)) <= set(re.findall(r'id="(\w+)"', words)) | {"main"}


def test_a_shape_names_the_shapes_it_is_made_of():
    known = {shape.name: shape for shape in shapes(api.get_openapi_schema())}

    (cases,) = [part for part in known["CasePage"].parts if part.name == "cases"]
    assert cases.shape == "CaseOut" and "CaseOut" in known


def test_the_examples_work_as_they_stand(cast, client):
    _token, key = Token.objects.issue(unit=cast.bureau, name="公路系统", by=cast.keeper)
    told = described()
    registered = sent(client, told["register_case"].example, key)
    case = Case.objects.get()
    case.sort(by=cast.intake, kind="appeal", matter=None, place=cast.village)
    case.sort(by=cast.intake, kind="appeal", matter=None, place=cast.township)

    done = [
        sent(
            client,
            told[name].example.replace("202611239999999", case.number).replace('"version": 3', f'"version": {version}'),
            key,
        )
        for name, version in (("list_cases", 0), ("read_case", 0), ("accept_case", 3), ("answer_case", 4))
    ]

    assert registered.status_code == 201
    assert [each.status_code for each in done] == [200, 200, 200, 200]


def test_the_description_for_programs_is_openapi_3_1_and_names_this_server(client):
    schema = client.get("/api/openapi.json").json()

    assert schema["openapi"].startswith("3.1")
    assert schema["servers"] == [{"url": "http://testserver"}]
    assert [said["operationId"] for path in schema["paths"].values() for said in path.values()] == ASKED


def test_the_address_without_its_last_stroke_leads_there_too(client):
    assert client.get("/api/docs")["Location"] == "/api/docs/"


def sent(client, example, key):
    """Do what a line of curl does."""
    words = shlex.split(example.replace("\\\n", " ").replace("sixia_…", key))
    options = list(pairwise(words))
    headers = dict(value.split(": ", 1) for option, value in options if option == "-H")
    body = next((value for option, value in options if option == "-d"), None)
    (url,) = [word for word in words if word.startswith("http")]
    method = next((value for option, value in options if option == "-X"), "GET")
    content_type = headers.pop("Content-Type", "application/octet-stream")
    assert body is None or json.loads(body)
    return client.generic(method, url.removeprefix("http://testserver"), body or "", content_type=content_type, headers=headers)
