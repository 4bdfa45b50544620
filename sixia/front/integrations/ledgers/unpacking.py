"""Unpacks one sheet of a workbook, as a program of its own that `reading` starts and reads from.

A workbook is untrusted input in a packed form: one stray cell in the last row and column makes the reader ask for 512 GiB and
abort, and a file of 8 MB can unpack to a gigabyte. So it is unpacked outside the worker, under a limit of memory and time: the
worst file kills this process only, and the worker never holds more than the row it is looking at.

Writes JSON lines: first what the workbook holds (or `failure`), then one list per row. Imports nothing of the house.
"""

import datetime as dt
import json
import resource
import sys
import tempfile
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

MEMORY = 1 << 30  # bytes
SECONDS = 120  # of processor time


def main(path: str, kind: str, wanted: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        with tempfile.TemporaryDirectory() as room:
            known = Path(room, f"ledger.{kind}")  # by its ending the reader knows what to say of a password
            known.symlink_to(Path(path).resolve())
            workbook = CalamineWorkbook.from_path(known)
        unpack(workbook, wanted)
    except PasswordError:
        say({"failure": "password"})
    except WorksheetNotFound:
        say({"failure": "no_such_sheet"})
    except (CalamineError, OSError, ValueError) as trouble:
        say({"failure": "damaged", "detail": str(trouble)[:200]})


def unpack(workbook: CalamineWorkbook, wanted: str) -> None:
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    for name in [wanted] if wanted else names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start and sheet.end:
            return spread(sheet, names, name)
    say({"failure": "empty"})


def spread(sheet: CalamineSheet, names: list[str], name: str) -> None:
    left = (sheet.start or (0, 0))[1]  # rows count from the top of the sheet, cells from the first used column
    merged = [[top, first - left, bottom, last - left] for (top, first), (bottom, last) in sheet.merged_cell_ranges or []]
    say({"sheets": names, "sheet": name, "merged": merged, "rows": (sheet.end or (0, 0))[0] + 1})
    for row in sheet.iter_rows():
        say(row)


def say(thing: object) -> None:
    sys.stdout.buffer.write(json.dumps(thing, default=spelled, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def spelled(value: object) -> object:
    return {"date": value.isoformat()} if isinstance(value, dt.date) else str(value)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
