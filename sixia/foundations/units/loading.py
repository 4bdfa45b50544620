"""Reading the base tree of matters (事项分类) from `data/matters.toml`.

A table is a class, a line in it a matter: `code = [name, name in English, cues]`. Loading adds and renames. It removes
nothing, neither the county's own matters nor the cues the county added to ours.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from .models import Matter

BASE = Path(__file__).parent / "data" / "matters.toml"


@dataclass(frozen=True)
class Loaded:
    created: int
    updated: int
    unchanged: int


def read(path: Path = BASE) -> list[Matter]:
    """Parents before children."""
    matters = []
    for top, lines in tomllib.loads(path.read_text(encoding="utf-8")).items():
        parent = Matter(code=top, name=lines.pop("name"), name_en=lines.pop("name_en"), cues=lines.pop("cues"))
        matters.append(parent)
        for code, (name, name_en, cues) in lines.items():
            matters.append(Matter(code=top + code, name=name, name_en=name_en, cues=cues, parent=parent))
    return matters


@transaction.atomic
def load(matters: list[Matter]) -> Loaded:
    known = {matter.code: matter for matter in Matter.objects.select_for_update(no_key=True)}
    fresh = [matter for matter in matters if matter.code not in known]
    changed = [old for matter in matters if (old := known.get(matter.code)) and _learn(old, matter)]
    Matter.objects.bulk_create(fresh)
    Matter.objects.bulk_update(changed, ["name", "name_en", "cues"])
    return Loaded(len(fresh), len(changed), len(matters) - len(fresh) - len(changed))


def _learn(old: Matter, new: Matter) -> bool:
    before = (old.name, old.name_en, old.cues)
    old.name, old.name_en = new.name, new.name_en
    old.cues = [*old.cues, *(cue for cue in new.cues if cue not in old.cues)]
    return before != (old.name, old.name_en, old.cues)
