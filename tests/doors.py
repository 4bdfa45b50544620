"""Every address asked for by every character, and what became of it. What docs/DOORS.md says is found out here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from sixia.foundations.attachments.models import Attachment
from sixia.foundations.common.checks import Address, addresses
from sixia.foundations.notifications.models import Notice
from sixia.foundations.notifications.notifying import notify
from sixia.foundations.trail.models import Voice
from sixia.foundations.units.models import Token
from sixia.front.home.cast import Cast
from sixia.front.integrations.ledgers.models import Ledger
from sixia.spine.cases.models import Case
from sixia.spine.cases.workflow import Kind
from tests import doors_commitments, doors_onsite, doors_pairings, doors_reception, doors_visits

CHARACTERS = {
    "visitor": "anyone",
    "petitioner": "林阿凤, with the receipts of the case and of her household's plan",
    "neighbour": "林大山, with the receipt of a case of his own",
    "intake": "intake officer of the petition office, who routed the case",
    "handler": "of the bureau that has the case; the bureau that the accusation accuses",
    "colleague": "a handler of another bureau",
    "leader": "deputy head of the county",
    "inspector": "of the county",
    "keeper": "system keeper",
    "machine": "a connected system with the key of the handler's bureau",
}
OFFICERS = ("intake", "handler", "colleague", "leader", "inspector", "keeper")

HEADERS = {"Idempotency-Key": "doors-0001"}
IN, SIGN_IN, RECEIPT, AGAIN = "in", "sign in", "receipt", "confirm"
NOT_SO = "another method"
TURNED_AWAY = {405: NOT_SO, 401: "key", 403: "refused", 404: "hidden"}


@dataclass(frozen=True)
class Way:
    """One way in: an address, how it is asked, and on which thing."""

    method: str
    route: str
    door: str
    path: str
    thing: str = ""

    @property
    def content_type(self) -> str:
        return "application/json" if self.door == "machine" else "application/x-www-form-urlencoded"

    @property
    def said(self) -> str:
        return f"{'' if self.method == 'GET' else self.method + ' '}`/{self.route}`{f' ({self.thing})' if self.thing else ''}"


@dataclass
class World:
    """An accepted case, a sealed accusation, and one of everything else that has an address."""

    case: Case
    accusation: Case
    values: dict[tuple[str, str], str]
    clients: dict[str, Client] = field(default_factory=dict)

    def ways(self) -> Iterator[Way]:
        known = {(address.route, method): address for address in addresses() for method in methods(address)}
        for (route, method), address in known.items():
            door = next(
                door for view, door in zip(address.views, address.doors, strict=True) if method in (asked_by(view) or [method])
            )
            yield Way(method, shown(route), door or "theirs", filled(route, self.values))
            if "cases/<" in shown(route) and door == "staff":
                sealed = {at: self.accusation.number if it == self.case.number else it for at, it in self.values.items()}
                yield Way(method, shown(route), door, filled(route, sealed), "a sealed accusation")

    def row(self, way: Way) -> list[str]:
        """The way in, its door, and what becomes of each character."""
        outcomes = {name: self.outcome(way, name) for name in CHARACTERS}
        if NOT_SO in outcomes.values():  # behind its door the view wants another method
            return self.row(replace(way, method={"GET": "POST", "POST": "PUT"}[way.method]))
        return [way.said, way.door, *outcomes.values()]

    def outcome(self, way: Way, character: str) -> str:
        """What becomes of the request; whatever it changed is undone."""
        with transaction.atomic():
            response = self.clients[character].generic(way.method, way.path, content_type=way.content_type, headers=HEADERS)
            transaction.set_rollback(True)
        return what_became(response)


def build(cast: Cast) -> World:
    case, own, accusation = (
        Case.objects.register(
            by=Voice.PETITIONER, words="村口的桥栏杆断了两根。", place=cast.village, person=cast.petitioner
        ).case,
        Case.objects.register(by=Voice.PETITIONER, words="路灯不亮了。", place=cast.village, person=cast.neighbour).case,
        Case.objects.register(by=Voice.PETITIONER, words="交通局有人收了好处。", place=cast.village).case,
    )
    case.sort(by=cast.intake, kind=Kind.APPEAL, matter=None, place=cast.village)
    case.forward(by=cast.intake, unit=cast.bureau, why="派单目录")
    accusation.sort(by=cast.intake, kind=Kind.ACCUSATION, matter=None, place=cast.village, accused_unit=cast.bureau)
    world = World(case, accusation, values(cast, case))
    world.clients = clients(cast, case, own)
    return world


def values(cast: Cast, case: Case) -> dict[tuple[str, str], str]:
    """What stands in the addresses, by where they begin."""
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    attachment = Attachment.objects.hold(SimpleUploadedFile("bridge.png", picture.getvalue()), holder="doors")
    Attachment.objects.take([attachment.token], holder="doors", thing=case, by=Voice.PETITIONER)
    sheet = SimpleUploadedFile("ledger.csv", "编号,诉求内容,地点\n1,路灯不亮,石桥镇\n".encode())
    ledger = Ledger.objects.receive(sheet, by=cast.intake, unit=cast.petition_office)
    notify("cases.reopened", to=cast.handler, link="/desk/", number=case.number)
    notice = Notice.objects.inbox(cast.handler).latest("id")
    return {
        **doors_onsite.values(cast, case),
        **doors_reception.values(cast, case),
        **doors_commitments.values(cast, case),
        **doors_visits.values(cast, case),
        **doors_pairings.values(cast),
        ("cases/", "number"): case.number,
        ("api/v1/cases/", "number"): case.number,
        ("cases/", "token"): str(attachment.token),
        ("ledgers/", "token"): str(ledger.token),
        ("notices/", "key"): str(notice.key),
        ("accounts/", "pk"): "1",  # a passkey of nobody
        ("accounts/", "uidb36"): "1",
        ("accounts/", "key"): "x-y",
        ("deadlines/", "year"): "2026",
        ("deadlines/", "code"): "XF.handle",
        ("deadlines/", "start"): "2026-09-01",
    }


def clients(cast: Cast, case: Case, own: Case) -> dict[str, Client]:
    made = {name: Client() for name in CHARACTERS}
    for name in OFFICERS:
        made[name].force_login(getattr(cast, name))
    for name, receipt in (("petitioner", case), ("neighbour", own)):
        made[name].post("/cases/follow/", {"number": receipt.number, "secret": receipt.secret})
    doors_pairings.open_plan(made["petitioner"])
    _token, key = Token.objects.issue(unit=cast.bureau, name="doors", by=cast.keeper)
    made["machine"] = Client(headers={"Authorization": f"Bearer {key}"})
    return made


def methods(address: Address) -> list[str]:
    """GET, or what the operations of a machine interface name."""
    return [method for view in address.views for method in asked_by(view)] or ["GET"]


def door_of(address: Address, method: str) -> str:
    behind = zip(address.views, address.doors, strict=True)
    return next(door for view, door in behind if method in (asked_by(view) or [method])) or "theirs"


def asked_by(view: object) -> list[str]:
    operation = getattr(view, "_ninja_operation", None)
    return list(operation.methods) if operation else []


def shown(route: str) -> str:
    """A route as people read it: `cases/<number>/`, without converters and regular expressions."""
    route = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", route).replace("^", "").replace("$", "")


def filled(route: str, values: dict[tuple[str, str], str]) -> str:
    """A real address, with what stands for each name; a name nobody knows is a KeyError that says where to add it."""
    return "/" + re.sub(r"<(\w+)>", lambda name: _value(shown(route), name[1], values), shown(route))


def what_became(response: HttpResponse) -> str:
    """In one word, whether the character came in. A form that asks for more, and a move too late, are inside."""
    target = response.get("Location", "") if response.status_code in (301, 302, 303, 307) else ""
    if target.startswith(reverse("account_login")):
        return SIGN_IN
    if target.startswith(reverse("cases:follow") + "?number="):
        return RECEIPT
    if target.startswith((reverse("account_reauthenticate"), reverse("mfa_reauthenticate"))):
        return AGAIN
    assert response.status_code < 500, f"{response.request['PATH_INFO']} broke"
    return TURNED_AWAY.get(response.status_code, IN)


def _value(route: str, name: str, values: dict[tuple[str, str], str]) -> str:
    for (beginning, known), value in values.items():
        if known == name and route.startswith(beginning):
            return value
    raise KeyError(f"tests/doors.py: what stands for <{name}> in /{route}?")
