"""The paper ledger (来信台账) that the petition office kept before: a handful of its rows, taken over with what was answered."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from sixia.spine.cases.models import Case
from sixia.spine.cases.models.arriving import Arrival

from ..cast import Cast
from .stories import HERE, _read

SOURCE = "宁溪县来信登记簿"


def take_over(cast: Cast) -> None:
    """The keeper takes the old rows in, as from any other register."""
    Case.objects.take_in([arrival(row, cast) for row in _read(HERE / "paper.toml")["row"]], by=cast.keeper, source=SOURCE)


def arrival(row: dict[str, Any], cast: Cast) -> Arrival:
    received_at = timezone.now() - dt.timedelta(days=row["days_ago"], hours=2)
    return Arrival(
        source_number=row["number"],
        received_at=received_at,
        title=row["title"],
        words=row["words"],
        place=cast.place(row["place"]),
        place_words=row.get("spot", ""),
        name=row.get("name", ""),
        unit=cast.unit(row["unit"]) if "unit" in row else None,
        reply=row.get("reply", ""),
        replied_at=received_at + dt.timedelta(days=row["took"]) if "took" in row else None,
    )
