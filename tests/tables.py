"""Tables in docs/ that are made from the program. `python -m tests.tables` writes them anew; otherwise tests compare."""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings

WRITE = "SIXIA_WRITE_TABLES"
TESTS = ["tests/test_doors.py", "tests/test_docs_trail.py"]


def matches(name: str, head: str, columns: list[str], rows: list[list[str]]) -> None:
    """Assert that docs/<name> holds exactly this table; the message names the lines that differ."""
    file: Path = settings.ROOT / "docs" / name
    made = table(head, columns, rows)
    if os.environ.get(WRITE):
        file.write_text(made)
    kept = file.read_text() if file.exists() else ""
    assert kept == made, "\n".join([f"docs/{name} differs; if that is meant: python -m tests.tables", *differences(kept, made)])


def table(head: str, columns: list[str], rows: list[list[str]]) -> str:
    return "\n".join([head.strip(), "", _line(columns), _line(["---"] * len(columns)), *map(_line, rows), ""])


def differences(kept: str, made: str) -> list[str]:
    before, after = kept.splitlines(), made.splitlines()
    return [f"- {line}" for line in before if line not in after] + [f"+ {line}" for line in after if line not in before]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '¦').replace(chr(10), ' ') for cell in cells)} |"


if __name__ == "__main__":
    os.environ[WRITE] = "1"
    sys.exit(pytest.main(TESTS))
