"""The yardstick: bare Django views that do only the reads and writes, on the same tables. No session, no rights, no layout."""

import secrets
import uuid

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone

from sixia.foundations.deadlines.models import Clock, Rule
from sixia.foundations.places.models import Place
from sixia.foundations.trail.models import Entry, Voice
from sixia.foundations.units.models import Unit
from sixia.spine.cases.models import Case

# as long as that of a usual text
SEARCH = " ".join(f"'{chr(0x4E00 + 7 * n)}{chr(0x4E00 + 11 * n)}'" for n in range(150))


class Standing:
    """Read once, so that a create is three inserts and nothing else."""

    place: Place | None = None
    unit: Unit | None = None
    rule: Rule | None = None


def create(request: HttpRequest) -> HttpResponse:
    if Standing.place is None:
        Standing.place, Standing.unit, Standing.rule = Place.objects.first(), Unit.objects.first(), Rule.objects.first()
    now = timezone.now()
    with transaction.atomic():
        case = Case.objects.create(
            number=f"{secrets.randbelow(10**15):015}",
            once=uuid.uuid4(),
            words=request.POST["words"],
            title=request.POST["words"][:40],
            place=Standing.place,
            unit=Standing.unit,
            due_at=now,
            search=SEARCH,
        )
        Clock.objects.create(
            thing="cases.case", thing_id=case.pk, rule=Standing.rule, started_at=now, internal_due=now, legal_latest=now
        )
        Entry.objects.create(
            voice=Voice.PETITIONER, room="cases", verb="registered", thing="cases.case", thing_id=case.pk, data={"channel": "web"}
        )
    return HttpResponse(case.number, status=201)


def list_(request: HttpRequest) -> HttpResponse:
    cases = Case.objects.select_related("place", "unit").defer("words", "search").order_by("-received_at", "-id")[:25]
    return render(request, "yardstick/list.html", {"cases": cases})


def detail(request: HttpRequest, number: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.select_related("place", "unit").defer("search"), number=number)
    return render(request, "yardstick/detail.html", {"case": case})


urlpatterns = [path("create/", create), path("list/", list_), path("detail/<str:number>/", detail)]
