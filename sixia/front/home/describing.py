"""The machine interface as people read it (接口说明): its OpenAPI schema, turned into operations, shapes and examples for a page.

Names and limits are the schema's; what it says of them is read in the reader's language. Pure: schema in, data out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

Schema = dict[str, Any]

ANSWERS: Final = {
    "200": gettext_lazy("done, or already done before"),
    "201": gettext_lazy("done, and it is new"),
    "400": gettext_lazy("the body is not readable as JSON"),
    "401": gettext_lazy("no key, or one that is revoked"),
    "404": gettext_lazy("the unit of this key has no such thing"),
    "409": gettext_lazy("the thing has moved on meanwhile, or cannot go there from where it is"),
    "422": gettext_lazy("something that was sent cannot be taken; the answer says what"),
}
TYPES: Final = {
    "string": pgettext_lazy("kind of value", "text"),
    "integer": gettext_lazy("whole number"),
    "number": pgettext_lazy("kind of value", "number"),
    "boolean": gettext_lazy("true or false"),
    "date-time": gettext_lazy("date and time with time zone"),
}
PLACES: Final = {
    "path": gettext_lazy("in the address"),
    "query": gettext_lazy("in the query"),
    "header": gettext_lazy("as a header"),
}


@dataclass(frozen=True)
class Part:
    """A parameter, or one field of a body or of a shape; `shape` names the shape it is made of."""

    name: str
    kind: str
    limits: str
    says: str
    required: bool
    shape: str = ""


@dataclass(frozen=True)
class Answer:
    """What comes back: a status, what it means, and the shape of the body."""

    status: str
    meaning: str
    shape: str


@dataclass(frozen=True)
class Operation:
    """One thing a machine can do."""

    name: str
    method: str
    path: str
    title: str
    says: str
    parameters: list[Part]
    body: list[Part]
    answers: list[Answer]
    example: str


@dataclass(frozen=True)
class Shape:
    """A named body of an answer."""

    name: str
    parts: list[Part]


def operations(schema: Schema, *, base: str) -> list[Operation]:
    """Every operation; `base` is where examples send to: `https://host`."""
    return [
        _operation(schema, base, method, path, said)
        for path, methods in schema["paths"].items()
        for method, said in methods.items()
    ]


def shapes(schema: Schema) -> list[Shape]:
    """Every shape that comes back, in the order in which it is first met."""
    met: dict[str, None] = {}
    for methods in schema["paths"].values():
        for said in methods.values():
            for answer in said["responses"].values():
                _meet(schema, _body_of(answer), met)
    return [Shape(name, _parts(schema, schema["components"]["schemas"][name])) for name in met]


def _operation(schema: Schema, base: str, method: str, path: str, said: Schema) -> Operation:
    body = _resolved(schema, _body_of(said.get("requestBody", {})))
    return Operation(
        name=said["operationId"],
        method=method.upper(),
        path=path,
        title=_(said["summary"]),
        says=_(said["description"]) if said.get("description") else "",
        parameters=[_parameter(schema, each) for each in said.get("parameters", [])],
        body=_parts(schema, body),
        answers=[_answer(str(code), each) for code, each in sorted(said["responses"].items())],
        example=_curl(base, method, path, said, body),
    )


def _answer(status: str, said: Schema) -> Answer:
    return Answer(status, str(ANSWERS[status]), _name(_body_of(said)))


def _parameter(schema: Schema, said: Schema) -> Part:
    part = _part(schema, said["name"], said["schema"], required=said.get("required", False))
    return Part(part.name, f"{part.kind}, {PLACES[str(said['in'])]}", part.limits, part.says, part.required)


def _parts(schema: Schema, body: Schema) -> list[Part]:
    required = body.get("required", [])
    return [_part(schema, name, said, required=name in required) for name, said in body.get("properties", {}).items()]


def _part(schema: Schema, name: str, said: Schema, *, required: bool) -> Part:
    kinds = [each for each in said.get("anyOf", [said]) if each.get("type") != "null"]
    kind = kinds[0]
    held = kind.get("items", kind)
    meant = _resolved(schema, held)
    words = _kind(meant)
    if "items" in kind:
        words = _("list of %(what)s") % {"what": words}
    if "anyOf" in said and len(kinds) < len(said["anyOf"]):
        words = _("%(what)s, or null") % {"what": words}
    says = _(said["description"]) if said.get("description") else ""
    return Part(name, words, _limits(kind), says, required, _name(held) if "properties" in meant else "")


def _kind(meant: Schema) -> str:
    if "enum" in meant:
        return _("one of %(values)s") % {"values": ", ".join(map(str, meant["enum"]))}
    if "properties" in meant:
        return str(meant["title"])
    return str(TYPES.get(meant.get("format", "")) or TYPES[meant["type"]])


def _limits(kind: Schema) -> str:
    least, most = kind.get("minLength"), kind.get("maxLength")
    if least and most:
        return _("%(least)d to %(most)d characters") % {"least": least, "most": most}
    if most:
        return ngettext("at most %(most)d character", "at most %(most)d characters", most) % {"most": most}
    return ""


def _curl(base: str, method: str, path: str, said: Schema, body: Schema) -> str:
    """The operation as one would try it in a shell."""
    headers = ["Authorization: Bearer sixia_…"]
    for each in said.get("parameters", []):
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", each["example"])
        elif each["in"] == "header":
            headers.append(f"{each['name']}: {each['example']}")
    lines = [f"curl {base}{path}" if method == "get" else f"curl -X {method.upper()} {base}{path}"]
    if body:
        headers.append("Content-Type: application/json")
    lines += [f"-H '{header}'" for header in headers]
    if body:
        given = {name: each["examples"][0] for name, each in body["properties"].items() if each.get("examples")}
        lines.append(f"-d '{json.dumps(given, ensure_ascii=False)}'")
    return " \\\n  ".join(lines)


def _meet(schema: Schema, said: Schema, met: dict[str, None]) -> None:
    """Note the shape and those it is made of."""
    name, meant = _name(said), _resolved(schema, said)
    if "properties" not in meant or name in met:
        return
    met[name] = None
    for each in _held(meant):
        _meet(schema, each, met)


def _held(meant: Schema) -> Iterator[Schema]:
    for said in meant["properties"].values():
        yield said.get("items", said)


def _body_of(said: Schema) -> Schema:
    return said.get("content", {}).get("application/json", {}).get("schema", {})  # type: ignore[no-any-return]


def _resolved(schema: Schema, said: Schema) -> Schema:
    return schema["components"]["schemas"][_name(said)] if "$ref" in said else said  # type: ignore[no-any-return]


def _name(said: Schema) -> str:
    return str(said.get("$ref", "")).rpartition("/")[2]
