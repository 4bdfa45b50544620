"""The rules of time limits (期限规则表) as a file: read, checked, refused with a reason."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

SHIPPED = Path(__file__).parent / "data" / "rules.toml"
FREQUENCIES = SHIPPED.with_name("frequencies.toml")
NEEDED = {"code", "valid_from", "name", "starts_with", "count", "standing", "source"}


class WrongRule(ValueError):
    """The file does not hold rules that can be loaded; the message says why."""


def read(path: Path) -> list[dict[str, Any]]:
    """The versions in a file as plain values, in its order."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        versions = said.get("rule", []) if "frequency" in said else said["rule"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongRule(_("%(file)s cannot be read: %(error)s") % {"file": path, "error": error}) from error
    except KeyError as error:
        raise WrongRule(_("%(file)s holds no rules.") % {"file": path}) from error
    for version in versions:
        _check(version)
    return versions


def read_frequencies(path: Path) -> list[dict[str, Any]]:
    """The frequencies in a file as plain values, in its order; none where it holds only time limits."""
    try:
        return list(tomllib.loads(path.read_text(encoding="utf-8")).get("frequency", []))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongRule(_("%(file)s cannot be read: %(error)s") % {"file": path, "error": error}) from error


def _check(version: dict[str, Any]) -> None:
    code = version.get("code", "?")
    if missing := NEEDED - version.keys():
        raise WrongRule(_("Rule %(code)s lacks %(parts)s.") % {"code": code, "parts": ", ".join(sorted(missing))})
    if type(version["valid_from"]) is not date:
        raise WrongRule(_("Rule %(code)s needs the day from which it holds.") % {"code": code})
    if version.get("length", 1) == 0:
        raise WrongRule(_("Rule %(code)s needs a length of at least 1.") % {"code": code})
