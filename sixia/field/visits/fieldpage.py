"""What the phone's page is made of: listed for its worker, with a version that changes when any of it does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "visits" / "field"
NAMED_BY_TEMPLATES = (
    "common/tokens.css",
    "common/pieces.css",
    "common/seal.svg",
    "visits/field/field.css",
    "visits/field/field.js",
)


@cache
def files_of_the_page() -> tuple[str, ...]:
    """As templates name them; and modules by the plain names by which they import each other."""
    modules = sorted(path.name for path in FOLDER.glob("*.js") if path.name != "field.js")
    return (*map(static, NAMED_BY_TEMPLATES), *(f"{settings.STATIC_URL}visits/field/{name}" for name in modules))


@cache
def version_of_the_page() -> str:
    templates = FOLDER.parents[2] / "templates" / "visits" / "field"
    contents = [path.read_bytes() for folder in (FOLDER, templates) for path in sorted(folder.iterdir()) if path.is_file()]
    return hashlib.sha256(b"\0".join([*contents, *(path.encode() for path in files_of_the_page())])).hexdigest()[:12]
