"""The cast (剧中人): an invented county and someone for every character. The demo, the tests and the documents share it."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from sixia.foundations.accounts.models import User
from sixia.foundations.people.models import Enterprise, Person
from sixia.foundations.places.models import Place
from sixia.foundations.places.naming import shown
from sixia.foundations.units.models import Duty, Matter, Post, Tenure, Unit

COUNTY = Path(__file__).parent / "town" / "county.toml"
CODE = "990101"
PASSWORD = "ningxi-demo-2026"  # known to everybody: only for invented people in an invented county
SINCE = dt.date(2024, 1, 1)
DUTY_BASIS = "宁溪县派单目录（示例）"


@cache
def county() -> dict[str, Any]:
    """What county.toml says."""
    return tomllib.loads(COUNTY.read_text(encoding="utf-8"))


def name_of_county() -> str:
    """What the office is called where the demo runs."""
    return shown(*county()["places"][CODE]) if settings.DEMO else ""


@dataclass
class Cast:
    """Everyone and everything by the name stories use: `cast.handler`, `cast.unit("transport")`, `cast.place("上坪村")`."""

    officers: dict[str, User]
    units: dict[str, Unit]
    places: dict[str, Place]
    petitioner: Person
    neighbour: Person
    firm_owner: Person
    firm: Enterprise

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["officers"][name]
        except KeyError:
            raise AttributeError(name) from None

    def unit(self, code: str) -> Unit:
        return self.units[code]

    def place(self, name: str) -> Place:
        return next(place for place in self.places.values() if place.name == name)

    @property
    def petition_office(self) -> Unit:
        return self.units["petition"]

    @property
    def bureau(self) -> Unit:
        """The handler's bureau."""
        return self.units["transport"]

    @property
    def other_bureau(self) -> Unit:
        return self.units["housing"]

    @property
    def county(self) -> Place:
        return self.places[CODE]

    @property
    def township(self) -> Place:
        return self.places["990101101"]

    @property
    def village(self) -> Place:
        return self.places["990101101201"]


@transaction.atomic
def build() -> Cast:
    """The county with its cast; what already stands stays as it is. Needs the base tree of matters (`load_matters`)."""
    said = county()
    places = {code: _place(code, *names) for code, names in said["places"].items()}
    units: dict[str, Unit] = {}
    for code, line in said["units"].items():
        units[code] = _unit(code, line, places, units)
    officers = _officers(said["officers"], units)
    _portfolios(said["portfolios"], officers)
    _deputies(said["deputies"], officers)
    people = [_person(*told, places=places) for told in _PEOPLE]
    firm, _made = Enterprise.objects.get_or_create(
        name="宁溪县云峰茶业有限公司", defaults={"place": places["990101201201"], "contact": people[2]}
    )
    return Cast(officers, units, places, people[0], people[1], people[2], firm)


_PEOPLE = (
    ("林阿凤", "13900000067", "990101101201"),  # the petitioner, 67
    ("林大山", "13900000068", "990101101201"),  # her neighbour
    ("苏明", "13900000088", "990101201201"),  # the owner of a tea firm
)


def _place(code: str, name: str, name_en: str) -> Place:
    place, _made = Place.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en})
    return place


def _unit(code: str, line: list[Any], places: dict[str, Place], units: dict[str, Unit]) -> Unit:
    kind, place, parent, name, name_en, phone, matters = line
    unit, made = Unit.objects.get_or_create(
        code=f"nx-{code}",
        defaults={
            "kind": kind,
            "place": places[place],
            "parent": units.get(parent),
            "name": name,
            "name_en": name_en,
            "phone": phone,
        },
    )
    if made:
        known = Matter.objects.filter(pk__in=matters)
        Duty.objects.bulk_create(Duty(unit=unit, matter=matter, place=places[place], basis=DUTY_BASIS) for matter in known)
    return unit


def email_of(username: str) -> str:
    return f"{username}@ningxi.example"


def _officers(lines: dict[str, list[str]], units: dict[str, Unit]) -> dict[str, User]:
    known = {user.username: user for user in User.objects.filter(username__in=lines)}
    password = make_password(PASSWORD) if len(known) < len(lines) else ""
    for username, (name, unit, role, title, title_en, *_does) in lines.items():
        if username in known:
            continue
        user = User.objects.create(username=username, name=name, email=email_of(username), password=password)
        post = Post.objects.create(unit=units[unit], role=role, title=title, title_en=title_en)
        Tenure.objects.create(post=post, user=user, starts_on=SINCE)
        known[username] = user
    return {username: known[username] for username in lines}


def _portfolios(lines: dict[str, list[Any]], officers: dict[str, User]) -> None:
    for username, (portfolio, portfolio_en, chief) in lines.items():
        posts = Post.objects.filter(tenures__user=officers[username], tenures__acting=False)
        posts.update(portfolio=portfolio, portfolio_en=portfolio_en, chief=chief)


def _deputies(lines: dict[str, list[Any]], officers: dict[str, User]) -> None:
    today = timezone.localdate()
    for username, (absent, days) in lines.items():
        post = Post.objects.get(tenures__user=officers[absent], tenures__acting=False)
        if not post.tenures.filter(user=officers[username]).exists():
            Tenure.objects.create(
                post=post, user=officers[username], acting=True, starts_on=today, ends_on=today + dt.timedelta(days=days)
            )


def _person(name: str, phone: str, place: str, *, places: dict[str, Place]) -> Person:
    return Person.objects.with_phone(phone).first() or Person.objects.take(name=name, phone=phone, place=places[place])
