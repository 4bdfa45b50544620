"""Taking the rows of a ledger in (导入): a thousand at a time, each thousand whole or not at all, and no row twice.

One transaction registers the cases, keeps the refusals and moves the ledger's mark, so a worker killed between or within them
leaves nothing half done: whoever goes on starts at the mark. Two workers on one ledger meet at its row lock, and the slower one
leaves. Two ledgers of one register take turns at a lock on the register; what the first has brought the second finds unchanged.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DataError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.ahead import ahead
from sixia.foundations.common.copying import copy_like
from sixia.foundations.people.sealing import SealedField
from sixia.spine.cases.models import Case

from ..drafting import Draft, Drafter, Reason, Refused
from ..mapping import BY_NAME
from ..reading import Line, text
from ..trouble import Unreadable

if TYPE_CHECKING:
    from sixia.foundations.accounts.models import User
    from sixia.foundations.trail.models import Voice

    from .ledger import Ledger

CHUNK = 1000
NOT_KEPT = (None, None, None)


class Chunk(NamedTuple):
    """Some rows, read and judged, before the database is asked."""

    rows: int
    drafts: list[Draft]
    refusals: list[Refusal]


class Overtaken(Exception):
    """Someone else is taking this ledger in, and is further on."""


class Refusal(models.Model):
    """A row that could not be taken in, with its reason and its cells, to be mended and sent again (退回行)."""

    ledger = models.ForeignKey("ledgers.Ledger", models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=20, choices=Reason)
    field = models.CharField(max_length=12, blank=True)
    detail = SealedField(blank=True)  # may quote a cell
    cells = SealedField()  # the row as it stood in the file: names and telephone numbers among it

    class Meta:
        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        constraints = [models.UniqueConstraint(fields=["ledger", "line"], name="refusal_once")]

    @property
    def why(self) -> str:
        words = {
            "reason": self.get_reason_display(),
            "field": BY_NAME[self.field].label if self.field else "",
            "cell": self.detail,
        }
        return str(words["reason"]) if not self.field else gettext("%(reason)s (%(field)s: %(cell)s)") % words

    @property
    def row(self) -> list[Any]:
        """The cells as one types them; dates are dates again."""
        return [dt.datetime.fromisoformat(cell["date"]) if isinstance(cell, dict) else cell for cell in json.loads(self.cells)]

    @property
    def shown(self) -> list[str]:
        return [text(cell) for cell in json.loads(self.cells)]


class Kept(models.Model):
    """A row that is in the program (已入行): by its number in its register, and the digest of what it said."""

    source = models.CharField(max_length=80)
    source_number = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    ledger = models.ForeignKey("ledgers.Ledger", models.PROTECT, related_name="+", db_index=False)  # the last file that had it
    line = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("kept row")
        verbose_name_plural = _("kept rows")
        constraints = [models.UniqueConstraint(fields=["source", "source_number"], name="kept_once")]


class Taking(models.Model):
    """The verb `take_in` of a ledger."""

    class Meta:
        abstract = True

    def take_in(self: Ledger, *, by: User | Voice, told: Callable[[Ledger], None] = lambda ledger: None) -> None:
        """Take in every row from the mark on; `told` hears of each step. One entry in the trail when all is done."""
        self.refresh_from_db()
        if not self.is_under_way:
            return
        try:
            with self.opened() as table:
                self._take_rows(table.lines, by=by, told=told)
        except Overtaken:
            return
        except Unreadable as trouble:
            self.fail(trouble, by=by)
        else:
            self.finish(by=by)
        told(self)

    def _take_rows(self: Ledger, lines: Iterable[Line], *, by: User | Voice, told: Callable[[Ledger], None]) -> None:
        drafter = Drafter(self.unit, self.mapping)
        rest = islice(lines, self.read, None)
        for chunk in ahead(self._drafted(part, drafter) for part in iter(lambda: list(islice(rest, CHUNK)), [])):
            self._take_chunk(chunk, by=by)
            told(self)

    def _drafted(self: Ledger, lines: list[Line], drafter: Drafter) -> Chunk:
        drafts, refusals = [], []
        for line in lines:
            try:
                drafts.append(drafter.draft(line))
            except Refused as refused:
                refusals.append(self._refusal(line, refused))
        return Chunk(len(lines), drafts, refusals)

    @transaction.atomic
    def _take_chunk(self: Ledger, chunk: Chunk, *, by: User | Voice) -> None:
        mark = self.read
        self.hold()
        if not self.is_under_way or self.read != mark:
            raise Overtaken
        self._wait_for_register()
        fresh, changed, same, refusals = self._sorted(chunk)
        unstorable = self._register(fresh + changed, by=by)
        refusals += [self._refusal(draft.line, Refused(Reason.NOT_STORABLE)) for draft in unstorable]
        lost = {id(draft) for draft in unstorable}
        fresh = [draft for draft in fresh if id(draft) not in lost]
        changed = [draft for draft in changed if id(draft) not in lost]
        self._keep(fresh, changed + same)
        Refusal.objects.bulk_create(refusals)
        self.imported += len(fresh)
        self.updated += len(changed)
        self.unchanged += chunk.rows - len(fresh) - len(changed) - len(refusals)
        self.refused += len(refusals)
        self.read, self.state, self.moved_at = mark + chunk.rows, self.State.RUNNING, timezone.now()
        self.save(update_fields=["imported", "updated", "unchanged", "refused", "read", "state", "moved_at"])

    def _wait_for_register(self: Ledger) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [self.source])

    def _sorted(self: Ledger, chunk: Chunk) -> tuple[list[Draft], list[Draft], list[Draft], list[Refusal]]:
        """New, changed and unchanged rows; a second row of this file with the number of another and other words is refused."""
        numbers = [draft.arrival.source_number for draft in chunk.drafts]
        before = Kept.objects.filter(source=self.source, source_number__in=numbers)
        known = {number: kept for number, *kept in before.values_list("source_number", "digest", "ledger_id", "line")}
        refusals = list(chunk.refusals)
        fresh: list[Draft] = []
        changed: list[Draft] = []
        same: list[Draft] = []
        for draft in chunk.drafts:
            number = draft.arrival.source_number
            digest, ledger, line = known.get(number, NOT_KEPT)
            if ledger is None:
                fresh.append(draft)
            elif digest == draft.digest:
                if ledger == self.pk:
                    continue  # the very same row again
                same.append(draft)
            elif ledger == self.pk:
                refusals.append(self._refusal(draft.line, Refused(Reason.SAME_NUMBER, f"{number} = {line}", field="number")))
                continue
            else:
                changed.append(draft)
            known[number] = [draft.digest, self.pk, draft.line.number]
        return fresh, changed, same, refusals

    def _register(self: Ledger, drafts: list[Draft], *, by: User | Voice) -> list[Draft]:
        """Put the rows on the register together; one that spoils the whole is found by halves. Answers those that failed."""
        if not drafts:
            return []
        try:
            with transaction.atomic():
                Case.objects.take_in([draft.arrival for draft in drafts], by=by, source=self.source, at=timezone.now())
            return []
        except DataError:
            if len(drafts) == 1:
                return drafts
            middle = len(drafts) // 2
            return self._register(drafts[:middle], by=by) + self._register(drafts[middle:], by=by)

    def _keep(self: Ledger, fresh: list[Draft], known: list[Draft]) -> None:
        copy_like(
            Kept(source=self.source, ledger_id=self.pk),
            ("source_number", "digest", "line"),
            ((draft.arrival.source_number, draft.digest, draft.line.number) for draft in fresh),
        )
        Kept.objects.bulk_create(
            [self._kept(draft) for draft in known],
            update_conflicts=True,
            unique_fields=["source", "source_number"],
            update_fields=["digest", "ledger", "line"],
        )

    def _kept(self: Ledger, draft: Draft) -> Kept:
        number = draft.arrival.source_number
        return Kept(source=self.source, source_number=number, digest=draft.digest, ledger_id=self.pk, line=draft.line.number)

    def _refusal(self: Ledger, line: Line, refused: Refused) -> Refusal:
        cells = json.dumps(line.cells, ensure_ascii=False).replace("\\u0000", "")
        return Refusal(
            ledger=self, line=line.number, reason=refused.reason, field=refused.field, detail=refused.detail, cells=cells
        )

    @transaction.atomic
    def finish(self: Ledger, *, by: User | Voice) -> None:
        """Every row is a case or a refusal: the file itself, with all its personal details, is dropped."""
        self.hold()
        if self.is_under_way:
            self.state, self.expected = self.State.DONE, self.read
            self._drop_file()
            self.save(update_fields=["state", "expected", "file"])
            self.record("taken_in", by=by, **self.counts)

    @transaction.atomic
    def fail(self: Ledger, trouble: Unreadable, *, by: User | Voice) -> None:
        """The file cannot be read further; the rows before stay, and a mended file brings only the others."""
        self.hold()
        if self.is_under_way:
            self.state, self.failure = self.State.FAILED, {"code": trouble.code, **trouble.values}
            self._drop_file()
            self.save(update_fields=["state", "failure", "file"])
            self.record("failed", by=by, code=trouble.code)

    def _drop_file(self: Ledger) -> None:
        if self.file:
            storage, name = self.file.storage, self.file.name
            transaction.on_commit(lambda: storage.delete(str(name)))
            self.file = ""
