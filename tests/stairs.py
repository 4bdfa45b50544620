"""The stairs as pyproject.toml tells import-linter, read once more for what an import linter cannot see."""

import tomllib
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader

PYPROJECT = settings.ROOT / "pyproject.toml"


@dataclass(frozen=True)
class Stairs:
    """How high each room stands: floors first, then steps on the floor. Neighbours stand on one step."""

    heights: dict[str, tuple[int, int]]

    def allow(self, upper: str, lower: str) -> bool:
        """Whether one room may lean on another."""
        return upper == lower or self.heights[lower] < self.heights[upper]


def read(text: str) -> Stairs:
    contracts = {contract["id"]: contract for contract in tomllib.loads(text)["tool"]["importlinter"]["contracts"]}
    floors = [_bare(floor) for floor in contracts["floors"]["layers"]]
    return Stairs(
        {
            f"{floor}.{room}": (-height, -step)
            for height, floor in enumerate(floors)
            for step, layer in enumerate(contracts[floor]["layers"])
            for room in map(_bare, layer.split("|"))
        }
    )


def room_of(config: AppConfig) -> str:
    """`sixia.front.integrations.ledgers` stands in the room `front.integrations`."""
    return ".".join(config.name.split(".")[1:3])


def rooms() -> dict[str, str]:
    """Our installed rooms from the top, by app label."""
    return {config.label: room_of(config) for config in apps.get_app_configs() if config.name.startswith("sixia.")}


def upward_relations(stairs: Stairs, things: list[type[models.Model]]) -> list[str]:
    """Foreign keys and the like that point up or sideways, also those written as text, which no import shows."""
    known = rooms()
    return [
        f"{thing._meta.label}.{field.name} → {target}"
        for thing in things
        for field in thing._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        and (target := _target(field)) != settings.AUTH_USER_MODEL
        and (lower := known.get(target.split(".")[0]))
        and not stairs.allow(known[thing._meta.app_label], lower)
    ]  # fmt: skip


def upward_migrations(stairs: Stairs) -> list[str]:
    """Migrations that wait for one of a room above; those for the account model are exempt, as its foreign keys are."""
    known = rooms()
    exempt = settings.AUTH_USER_MODEL.split(".")[0]
    return [
        f"{label}.{name} waits for {on}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if label in known
        for on, _name in migration.dependencies
        if on in known and on != exempt and not stairs.allow(known[label], known[on])
    ]


def _target(field: models.Field) -> str:
    model = field.related_model
    return model if isinstance(model, str) else model._meta.label


def _bare(layer: str) -> str:
    return layer.strip().strip("()")
