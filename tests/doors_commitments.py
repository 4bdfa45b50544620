"""A promise anyone may read, which is asked to be dropped, and one to a private person, for the addresses of `commitments`."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sixia.foundations.attachments.models import Attachment
from sixia.front.home.cast import Cast
from sixia.spine.cases.models import Case
from sixia.spine.commitments.models import Commitment


def values(cast: Cast, case: Case) -> dict[tuple[str, str], str]:
    due_on = timezone.localdate() + dt.timedelta(days=30)
    said = {"by": cast.leader, "unit": cast.bureau, "place": cast.village, "due_on": due_on}
    private = Commitment.objects.promise(what="送药上门", person=cast.petitioner, **said)
    shown = Commitment.objects.promise(what="换桥栏杆", **said)
    shown.ask_to_drop(by=cast.head, reason="桥要整座重建")
    on_case = Commitment.objects.promise(what="修路灯", case=case, **said)
    paper = Attachment.objects.hold(SimpleUploadedFile("proof.txt", "护栏换了四十米".encode()), holder="doors")
    private.note(by=cast.handler, words="药已送到", files=[paper.token], holder="doors")
    return {
        ("commitments/case/", "number"): case.number,
        ("commitments/", "number"): private.number,
        ("commitments/", "token"): str(paper.token),
        ("promises/case/", "number"): case.number,
        ("promises/case/", "promise"): on_case.number,
        ("promises/", "number"): shown.number,
    }
