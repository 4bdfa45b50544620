"""What this room shows on the pages of a case: to officers, and to whoever raised it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import petitioner, staff
from sixia.foundations.common.fragments import page
from sixia.foundations.trail.models import Voice
from sixia.spine.cases.models import Case

from ..forms import AcceptForm
from ..models import Deed, Meeting, Topic
from ..models.moving import OnsiteError
from ..workflow import DeedStatus


@staff
@never_cache
def of_case(request: StaffRequest, number: str) -> HttpResponse:
    """The meetings a case was a topic of, and what was decided there."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    seen = Meeting.objects.visible_to(request.user)
    topics = Topic.objects.unsealed().about(case).filter(meeting__in=seen).with_meeting().prefetch_related("promises__unit")
    return page(request, "onsite/of_case.html", {"topics": topics.order_by("-id"), "case": case}, fragments={"onsite-of_case"})


@petitioner
@never_cache
def of_petitioner(request: HttpRequest, number: str) -> HttpResponse:
    """What was decided on site about one's own case, and the deeds that came of it."""
    case = get_object_or_404(Case.objects.filter(sealed=False), number=number)
    topics = Topic.objects.about(case).with_meeting().prefetch_related("promises__unit").order_by("-id")
    waiting = Deed.objects.of_case(case).filter(status__in=[DeedStatus.DONE, DeedStatus.ACCEPTED, DeedStatus.REFUSED])
    context = {"topics": topics, "deeds": [(deed, AcceptForm(prefix=deed.number)) for deed in waiting.listed()], "case": case}
    return page(request, "onsite/of_petitioner.html", context, fragments={"onsite-of_petitioner"})


@petitioner
@require_POST
def accept_own(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    """The word of someone who benefits, with the receipt of their own case."""
    case = get_object_or_404(Case.objects.filter(sealed=False), number=number)
    done = get_object_or_404(Deed.objects.of_case(case), number=deed)
    form = AcceptForm(request.POST, prefix=deed)
    if not form.is_valid():
        return page(request, "onsite/accept_own.html", {"form": form, "deed": done, "case": case}, status=422)
    try:
        done.accept(by=Voice.PETITIONER, case=case, **form.cleaned_data)
        messages.success(request, _("Your word is kept. Thank you."))
    except OnsiteError as error:
        messages.error(request, str(error))
    return redirect(case.follow_url)
