from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as queue

from sixia.foundations.accounts.models import User
from sixia.foundations.trail.models import Recorded, officer_of
from sixia.foundations.units.models import Unit
from sixia.foundations.units.standing import standing

from .. import mapping as mapping_
from .. import reading
from ..trouble import Unreadable
from .taking import Taking

if TYPE_CHECKING:
    from sixia.foundations.trail.models import Voice

SAMPLE = 20  # rows shown beside the mapping
STILL = dt.timedelta(minutes=5)  # a ledger under way that has not moved for so long has lost its worker


class AlreadyBegun(Exception):
    """The rows of this ledger are being taken in, or have been."""


class Incomplete(Exception):
    """The mapping does not say where what every row needs stands."""

    def __init__(self, missing: list[mapping_.Field], heads: list[str]) -> None:
        super().__init__(missing)
        self.missing, self.heads = missing, heads

    def __str__(self) -> str:
        values = {
            "fields": ", ".join(str(field.label) for field in self.missing),
            "columns": ", ".join(mapping_.called(self.heads)),
        }
        return _("No column was chosen for: %(fields)s. The columns of the file: %(columns)s") % values


class LedgerQuerySet(models.QuerySet["Ledger"]):
    def visible_to(self, user: User) -> LedgerQuerySet:
        """The ledgers of one's own units."""
        return self.filter(unit__in=standing(user).units)

    def left_behind(self, at: dt.datetime) -> LedgerQuerySet:
        """Sent in, and then never taken in: the file must not lie here for ever."""
        return self.filter(state=Ledger.State.PREVIEW, at__lt=at - settings.LEDGER_LEFT_FOR)

    def unmoved(self, at: dt.datetime) -> LedgerQuerySet:
        """Under way, but standing still: the worker was killed, or the queue lost the job."""
        return self.filter(state__in=[Ledger.State.WAITING, Ledger.State.RUNNING], moved_at__lt=at - STILL)

    def receive(self, file: File, *, by: User, unit: Unit, sheet: str = "") -> Ledger:
        """Keep a file and look at its head and first rows; raises `Unreadable`, keeping nothing, when there is no table in it."""
        with _on_disk(file) as path:
            kind, digest = reading.judged(path), _digest(path)
            with reading.opened(path, sheet=sheet) as table:
                ledger = self.model(name=Path(file.name or "").name[-160:], digest=digest, unit=unit, by=by)
                ledger.look(table)
            with path.open("rb") as content, transaction.atomic():
                ledger.file.save(f"{ledger.token}.{kind}", File(content), save=False)
                ledger.save()
                ledger.record("received", by=by)
        return ledger

    def import_file(
        self,
        path: Path,
        *,
        by: User | Voice,
        unit: Unit,
        sheet: str = "",
        columns: Callable[[list[str]], mapping_.Mapping] = mapping_.guess,
    ) -> Ledger:
        """Begin a ledger whose file stays where it is, for a command that takes it in at once."""
        with reading.opened(path, sheet=sheet) as table:
            ledger = self.model(name=path.name[-160:], digest=_digest(path), unit=unit, by=officer_of(by))
            ledger.look(table)
        ledger.path = path
        ledger.mapping = columns(ledger.heads)
        with transaction.atomic():
            ledger.save()
            ledger._begin(by=by)
        return ledger


class Ledger(Taking, Recorded):
    """One ledger file taken in (台账): its mapping, how far it has come, and what became of each row."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("waiting for your mapping")
        WAITING = "waiting", _("waiting its turn")
        RUNNING = "running", _("being taken in")
        DONE = "done", _("done")
        FAILED = "failed", _("could not be read")

    path: Path | None = None  # of a file that is not ours to keep

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # its name in addresses
    name = models.CharField(_("file name"), max_length=160)
    file = models.FileField(upload_to="ledgers/%Y/%m")  # only until every row is a case or a refusal
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("whose ledger it is"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(default=timezone.now)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    heads = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    failure = models.JSONField(default=dict)  # code and values of an Unreadable: told in the reader's language
    expected = models.PositiveIntegerField(default=0)  # about how many rows the file has
    read = models.PositiveIntegerField(default=0)  # rows behind us: where a killed worker goes on
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger file")
        verbose_name_plural = _("ledger files")
        indexes = [models.Index(fields=["unit", "-at", "-id"], name="ledger_unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """The register its numbers belong to."""
        return f"ledger:{self.unit.code}"

    @property
    def failure_words(self) -> str:
        values = dict(self.failure)
        return str(Unreadable(values.pop("code"), **values)) if values else ""

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def counts(self) -> dict[str, int]:
        return {
            "rows": self.read,
            "imported": self.imported,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
        }

    def recorded_place(self) -> str:
        return self.unit.place_id

    def look(self, table: reading.Table) -> None:
        """Take down what the opened table says of itself, and guess its columns."""
        self.sheets, self.sheet, self.heads = table.sheets, table.sheet[:120], table.heads
        self.expected, self.mapping = table.expected, mapping_.guess(table.heads)

    def same_file(self) -> Ledger | None:
        """The last ledger of this unit made from the very same file."""
        others = type(self).objects.filter(unit=self.unit_id, digest=self.digest, state=self.State.DONE).exclude(pk=self.pk)
        return others.order_by("-at").first()

    def sample(self) -> list[reading.Line]:
        """The first rows, as they stand in the file."""
        with self.opened() as table:
            return [line for line, _count in zip(table.lines, range(SAMPLE), strict=False)]

    @contextmanager
    def opened(self) -> Iterator[reading.Table]:
        with _on_disk(self.path or self.file) as path, reading.opened(path, sheet=self.sheet) as table:
            yield table

    @transaction.atomic
    def begin(self, *, by: User, columns: mapping_.Mapping) -> None:
        """Take the rows in by this mapping, in the queue."""
        self.hold()
        if self.state != self.State.PREVIEW:
            raise AlreadyBegun
        self.mapping = columns
        self._begin(by=by)
        self.queue()

    def _begin(self, *, by: User | Voice) -> None:
        if missing := mapping_.missing(self.mapping):
            raise Incomplete(missing, self.heads)
        self.state, self.moved_at = self.State.WAITING, timezone.now()
        self.save()
        self.record("begun", by=by, fields=len(self.mapping))

    def queue(self) -> None:
        queue.configure_task("sixia.ledgers.take_in").defer(ledger=self.pk)

    def choose_sheet(self, sheet: str, *, by: User) -> None:
        """Look at another sheet of the same file."""
        with transaction.atomic():
            self.hold()
            if self.state != self.State.PREVIEW:
                raise AlreadyBegun
            self.sheet = sheet
            with self.opened() as table:
                self.look(table)
            self.save()
            self.record("sheet_chosen", by=by)

    @transaction.atomic
    def discard(self, *, by: User | Voice) -> None:
        """Drop a file that is not to be taken in after all."""
        self.hold()
        if self.state != self.State.PREVIEW:
            raise AlreadyBegun
        self.record("discarded", by=by)
        self._drop_file()
        self.delete()

    @transaction.atomic
    def resume(self, *, by: Voice) -> None:
        """Queue again a ledger that has lost its worker; one whose file was never with us ends here, and can be sent again."""
        self.hold()
        if not self.is_under_way:
            return
        self.moved_at = timezone.now()
        if self.file:
            self.save(update_fields=["moved_at"])
            self.queue()
            self.record("resumed", by=by, read=self.read)
        else:
            self.fail(Unreadable("stopped"), by=by)

    def hold(self) -> None:
        """Lock the row, and see it as it is now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())


@contextmanager
def _on_disk(file: Any) -> Iterator[Path]:
    """A path to the file's content, whichever storage holds it."""
    if path := _path_of(file):
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


def _path_of(file: Any) -> Path | None:
    if isinstance(file, Path):
        return file
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path())
    try:
        return Path(file.path)
    except (AttributeError, NotImplementedError):  # in memory, or on a store of its own
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
