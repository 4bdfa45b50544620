"""What a petitioner sees of the promises made on their case, and where they have the word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.common.doors import petitioner
from sixia.foundations.common.fragments import page
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

from ..forms import SayForm
from ..models import Commitment
from ..models.moving import CommitmentError
from ..workflow import Status


def _case(number: str) -> Case:
    return get_object_or_404(Case, number=number)


@petitioner
@never_cache
def to_petitioner(request: HttpRequest, number: str) -> HttpResponse:
    """The promises on one's own case."""
    return _shown(request, _case(number), None, SayForm())


def _shown(request: HttpRequest, case: Case, said: Commitment | None, form: SayForm, status: int = 200) -> HttpResponse:
    """Each promise with its own form, if its word is asked for; `said` is the one whose form came back."""
    found = (
        Commitment.objects.about(case).listed().select_related("drop_record").prefetch_related("pleas").order_by("due_on", "id")
    )
    asked = (Status.REPORTED, Status.KEPT)
    rows = [
        (promise, (form if promise == said else SayForm(prefix=promise.number)) if promise.status in asked else None)
        for promise in found
    ]
    context = {"case": case, "rows": rows, "form": form}
    return page(request, "commitments/to_petitioner.html", context, fragments={"commitments-to_petitioner"}, status=status)


@petitioner
@require_POST
def say(request: HttpRequest, number: str, promise: str) -> HttpResponse:
    """Their word: it is done, or it is not; or, later, that it no longer holds."""
    case = _case(number)
    found = get_object_or_404(Commitment.objects.about(case).listed(), number=promise)
    form = SayForm(request.POST, prefix=promise)
    if not form.is_valid():
        return _shown(request, case, found, form, status=422)
    kept, words = form.cleaned_data["kept"], form.cleaned_data["words"]
    try:
        if found.status == Status.KEPT:
            found.recheck(by=Voice.PETITIONER, holds=kept, words=words, next_on=found.recheck_on)
        else:
            found.confirm(by=Voice.PETITIONER, kept=kept, words=words)
    except CommitmentError as error:
        messages.error(request, str(error))
    return redirect(case.follow_url)
