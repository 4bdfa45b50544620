"""Taking in what a phone wrote down without a signal (离线采集).

Each record is one transaction and has its own answer: kept, already there, refused with a reason, or a conflict with both
wordings. One record's trouble never stops the others. Nothing here changes anything by itself: it calls the verbs of the visit.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.foundations.accounts.models import User
from sixia.foundations.attachments.refusing import Refused
from sixia.spine.cases.models import Case
from sixia.spine.cases.models.registering import title_of
from sixia.spine.commitments.models.moving import CommitmentError

from . import rules
from .fieldclock import PhoneClock, read_clock
from .fieldforms import (
    AmendRecordForm,
    CaseRecordForm,
    FileRecordForm,
    MeetRecordForm,
    NoteRecordForm,
    PromiseRecordForm,
    StopRecordForm,
)
from .models import FieldFile, FieldRecord, Matter, Note, Stop, Visit
from .models.moving import VisitError
from .models.noting import WrittenMeanwhile
from .workflow import Status

MOST_RECORDS = 500  # in one batch; our page sends fewer
Answer = dict[str, Any]
Said = dict[str, Any]
log = logging.getLogger(__name__)


class NotTaken(Exception):
    """A record that is not taken in, and why, for whoever wrote it."""


@dataclass(frozen=True)
class Batch:
    """What came in one sending."""

    owner: str
    device: uuid.UUID
    clock: PhoneClock
    records: dict[uuid.UUID, Said]


@dataclass(frozen=True)
class Sent:
    """One record on its way in: whose, of which visit, when in truth."""

    once: uuid.UUID
    by: User
    device: uuid.UUID
    visit: Visit
    phone_at: dt.datetime
    at: dt.datetime
    said: Said

    def keep(self, **became: Any) -> FieldRecord:
        """Both clocks, and what it became: as part of the verb that was done."""
        return FieldRecord.objects.create(
            visit=self.visit,
            once=self.once,
            by=self.by,
            device=self.device,
            kind=self.said["kind"],
            phone_at=self.phone_at,
            at=self.at,
            **became,
        )

    def stop(self, once: uuid.UUID | None) -> Stop | None:
        """The stop it belongs to, if it is on the visit: one that was not taken leaves what hangs on it to the whole visit."""
        return self.visit.stops.filter(once=once).first() if once else None

    def already(self) -> FieldRecord | None:
        """What an earlier sending of this record made. Of another's it says nothing."""
        record = FieldRecord.objects.filter(once=self.once).first()
        if record and (record.by_id != self.by.pk or record.visit_id != self.visit.pk):
            raise NotTaken(_("This was not taken: it carries the mark of another record."))
        return record


def read(said: Said) -> Batch:
    """The batch, or ValueError where it is none: that is a mistake of a program, not of a person."""
    records = said.get("records")
    if not isinstance(records, list) or len(records) > MOST_RECORDS or not all(isinstance(it, dict) for it in records):
        raise ValueError("The records are a list of objects, not too long.")
    return Batch(
        owner=str(said.get("owner")),
        device=uuid.UUID(str(said.get("device"))),
        clock=PhoneClock(phone=read_clock(said.get("now")), house=timezone.now()),
        records={uuid.UUID(str(record.get("once"))): record for record in records},
    )


def take_in(batch: Batch, *, by: User) -> dict[str, Answer]:
    """Take in every record of the batch; the answers by the ids that the phone gave."""
    numbers = {str(record.get("visit")) for record in batch.records.values()}
    visits = {visit.number: visit for visit in Visit.objects.of(by).filter(number__in=numbers).prefetch_related("companions")}
    return {str(once): _answer(once, said, batch, visits, by) for once, said in batch.records.items()}


def _answer(once: uuid.UUID, said: Said, batch: Batch, visits: dict[str, Visit], by: User) -> Answer:
    try:
        with transaction.atomic():
            return _take(once, said, batch, visits, by)
    except (NotTaken, VisitError, CommitmentError, Refused) as trouble:
        return {"state": "refused", "why": str(trouble)}
    except Exception:
        log.exception("A record from a phone could not be taken in: %s", once)
        return {"state": "later", "why": _("This could not be taken in just now. It stays on the phone and is sent again.")}


def _take(once: uuid.UUID, said: Said, batch: Batch, visits: dict[str, Visit], by: User) -> Answer:
    visit, taker = visits.get(str(said.get("visit"))), TAKERS.get(str(said.get("kind")))
    if visit is None or not rules.may_note(by, visit):
        raise NotTaken(_("You are not of the party of this visit, or there is no such visit."))
    if taker is None:
        raise NotTaken(_("This page is older than the program behind it. Open it again with a signal; nothing is lost."))
    try:
        phone_at = read_clock(said.get("at"))
    except ValueError as error:
        raise NotTaken(_("This does not say when it was written.")) from error
    visit.lock()  # two sendings of the same record, one after the other
    return taker(Sent(once, by, batch.device, visit, phone_at, batch.clock.put_right(phone_at), said))


def _read(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        said = [f"{form[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()]  # type: ignore[arg-type]
        raise NotTaken(" ".join(said))
    return form.cleaned_data


# --- the way there ---------------------------------------------------------------------------------
def _brief(sent: Sent) -> Answer:
    if sent.already():
        return {"state": "there"}
    if sent.visit.status == Status.PLANNED:
        sent.visit.open_brief(by=sent.by)
    sent.keep()
    return {"state": "kept"}


def _depart(sent: Sent) -> Answer:
    if sent.already():
        return {"state": "there"}
    if sent.visit.is_ahead:
        sent.visit.depart(by=sent.by, at=sent.at)
    sent.keep()
    return {"state": "kept"}


# --- where one was, and whom one met -----------------------------------------------------------------
def _stop(sent: Sent) -> Answer:
    """Two phones of one party may both write down the same stop: both are kept, and people see which is one too many."""
    if sent.already():
        return {"state": "there"}
    data = _read(StopRecordForm(sent.said))
    sent.visit.stop(by=sent.by, once=sent.once, at=sent.at, kind=data.pop("spot"), **data)
    sent.keep()
    return {"state": "kept"}


def _meet(sent: Sent) -> Answer:
    if sent.already():
        return {"state": "there"}
    data = _read(MeetRecordForm(sent.said))
    stop = sent.stop(data.pop("stop"))
    sent.visit.meet(by=sent.by, once=sent.once, at=sent.at, kind=data.pop("way"), stop=stop, **data)
    sent.keep()
    return {"state": "kept"}


# --- notes -----------------------------------------------------------------------------------------
def _note(sent: Sent) -> Answer:
    data = _read(NoteRecordForm(sent.said))
    if before := sent.already():
        return _note_again(sent, before.note, data) if before.note else {"state": "there"}
    case = Case.objects.filter(number=data["case"]).first() if data["case"] else None
    note = sent.visit.note(
        by=sent.by,
        once=sent.once,
        kind=data["note"],
        text=data["text"],
        said_by=data["said_by"],
        at=sent.at,
        stop=sent.stop(data["stop"]),
        case=case,
    )
    sent.keep(note=note)
    return {"state": "kept", "version": note.version, **_hidden(sent, bool(data["case"]), case)}


def _hidden(sent: Sent, about_a_case: bool, case: Case | None) -> Answer:
    """The same words whether the case was sealed, went elsewhere or never was: nothing can be read from them."""
    if not about_a_case or (case and Case.objects.visible_to(sent.by).filter(pk=case.pk).exists()):
        return {}
    return {"why": _("Kept. You can no longer see the case it belongs to; those who handle it can.")}


def _note_again(sent: Sent, note: Note, data: dict[str, Any]) -> Answer:
    """The same note once more: unchanged, it is there; put better before the phone knew, it is a change."""
    if _known_wording(note, data):
        return {"state": "there", "version": note.version}
    version = sent.said.get("version", 1)
    return _revise(sent, note, {**data, "version": version if isinstance(version, int) else 1})


def _known_wording(note: Note, data: dict[str, Any]) -> bool:
    """The wording that stands, or a former one sent again, late: it is kept already."""
    worded = {"text": data["text"], "said_by": data["said_by"]}
    return (note.text, note.said_by) == (data["text"], data["said_by"]) or note.wordings.filter(**worded).exists()


def _amend(sent: Sent) -> Answer:
    data = _read(AmendRecordForm(sent.said))
    before = sent.already()
    note = sent.visit.notes.filter(once=data["amends"]).first()
    if note is None:
        raise NotTaken(_("The note that this changes is not on the visit."))
    if before and _known_wording(note, data):
        return {"state": "there", "version": note.version}
    answer = _revise(sent, note, data)
    if answer["state"] == "kept" and not before:
        sent.keep(note=note)
    return answer


def _revise(sent: Sent, note: Note, data: dict[str, Any]) -> Answer:
    """Over the version that the writer had seen; written meanwhile, both are shown to the writer, and nothing is overwritten."""
    try:
        note.revise(by=sent.by, text=data["text"], said_by=data["said_by"], seen=data["version"])
    except WrittenMeanwhile:
        if not sent.visit.notes.unsealed_for(sent.by).filter(pk=note.pk).exists():
            return _beside(sent, note, data)
        return {"state": "conflict", "theirs": theirs(note)}
    return {"state": "kept", "version": note.version}


def _beside(sent: Sent, note: Note, data: dict[str, Any]) -> Answer:
    """The other wording is of a case hidden from the writer: theirs is kept beside it, and shows nothing of the other."""
    fresh = uuid.uuid5(sent.once, "beside")
    sent.visit.note(
        by=sent.by, once=fresh, kind=note.kind, text=data["text"], said_by=data["said_by"], at=sent.at, case=note.case
    )
    return {"state": "kept", "version": 1, **_hidden(sent, True, None)}


def theirs(note: Note) -> dict[str, Any]:
    """The wording that stands on the visit now, for the phone."""
    last = note.wordings.last()
    changed = last.replaced_at if last else note.entered_at
    return {
        "text": note.text,
        "said_by": note.said_by,
        "version": note.version,
        "by": note.by.get_full_name() if note.by else "",
        "at": int(changed.timestamp() * 1000),
    }


# --- matters ---------------------------------------------------------------------------------------
def _case(sent: Sent) -> Answer:
    if before := sent.already():
        return {"state": "there", **_receipt(before.matter)}
    form = CaseRecordForm({**sent.said, "once": sent.once})
    data = {**_read(form), **form.given()}
    matter = sent.visit.take_up(by=sent.by, once=sent.once, what=title_of(data["words"]), person=data["person"], at=sent.at)
    if not matter.outcome:
        matter.raise_case(by=sent.by, words=data["words"], place=data["place"], place_words=data["place_words"], at=sent.at)
    sent.keep(matter=matter)
    return {"state": "kept", **_receipt(matter)}


def _receipt(matter: Matter | None) -> Answer:
    """What is told to the petitioner on the doorstep as soon as it is registered."""
    case = matter.case if matter else None
    return {"number": case.spoken_number, "secret": case.spoken_secret} if case else {}


def _promise(sent: Sent) -> Answer:
    if before := sent.already():
        return {"state": "there", **_numbered(before.matter)}
    data = _read(PromiseRecordForm(sent.said))
    matter = sent.visit.take_up(by=sent.by, once=sent.once, what=data["what"], raised_by=data["to_words"], at=sent.at)
    if not matter.outcome:
        matter.promise(by=sent.by, at=sent.at, promised_on=timezone.localdate(sent.at), **data)
    sent.keep(matter=matter)
    return {"state": "kept", **_numbered(matter)}


def _numbered(matter: Matter | None) -> Answer:
    return {"number": matter.commitment.spoken_number} if matter and matter.commitment else {}


# --- files -----------------------------------------------------------------------------------------
def _file(sent: Sent) -> Answer:
    """A file is announced among the records, and comes by pieces after them; what it hangs on comes first."""
    data = _read(FileRecordForm(sent.said))
    record = FieldRecord.objects.filter(once=data["on"], by=sent.by, visit=sent.visit).first()
    if record is None:
        return {"state": "later", "why": _("It waits for what it belongs to.")}
    announced = FieldFile.objects.announce(
        record=record, once=sent.once, name=data["name"], size=data["size"], digest=data["digest"]
    )
    if announced.record_id != record.pk:
        raise NotTaken(_("This was not taken: it carries the mark of another record."))
    return announced.answer


TAKERS: dict[str, Callable[[Sent], Answer]] = {
    "brief": _brief,
    "depart": _depart,
    "stop": _stop,
    "meet": _meet,
    "note": _note,
    "amend": _amend,
    "case": _case,
    "promise": _promise,
    "file": _file,
}
