"""The machine interface against its own description: schemathesis makes up what nobody would send, with a real key."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Token
from sixia.front.home.machines import api
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind

pytestmark = pytest.mark.django_db

KEPT_PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, ignored_auth]
BRIDGE = "村口的桥栏杆断了两根。孩子上学要从那里过。"


@pytest.fixture
def key(cast):
    _token, plain = Token.objects.issue(unit=cast.bureau, name="公路系统", by=cast.keeper)
    return plain


@pytest.fixture
def program():
    """The program as a server calls it, on the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def interface(cast, program):
    """The description, in which numbers and versions are those of cases: two of the unit, one of another, one of none."""
    numbers = ["202611239999999"]
    for unit in (cast.bureau, cast.bureau, cast.other_bureau):
        case = Case.objects.register(by=Voice.PETITIONER, words=BRIDGE, place=cast.village).case
        case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
        case.forward(by=cast.intake, unit=unit)
        numbers.append(case.number)
    Case.objects.get(number=numbers[1]).accept(by=cast.handler)
    description = json.loads(json.dumps(api.get_openapi_schema()))
    for path in description["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "number":
                    parameter["schema"] = {"enum": numbers}
    for body in ("Acceptance", "Answer"):
        description["components"]["schemas"][body]["properties"]["version"] = {"enum": [3, 4]}
    described = schemathesis.openapi.from_dict(description)
    described.app = program
    return described


@pytest.mark.parametrize("name", ["register_case", "list_cases", "read_case", "accept_case", "answer_case"])
@pytest.mark.parametrize("mode", GenerationMode)
def test_whatever_is_sent_the_interface_answers_as_it_says(interface, key, name, mode):
    @given(interface.find_operation_by_id(name).as_strategy(generation_mode=mode))
    @settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def send(case):
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=KEPT_PROMISES)

    send()
