"""Invitations: people and firms ask someone to come; officers answer with a visit or with a reason."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import admit, petitioner, public, staff
from sixia.foundations.common.fragments import page
from sixia.foundations.common.pages import keyset
from sixia.foundations.trail.models import Voice
from sixia.foundations.trail.tellings import timeline

from .. import rules
from ..forms import AcceptForm, DeclineInvitationForm, InviteForm
from ..models import Invitation, Visit
from ..models.moving import VisitError
from ..rows import when_words

OLDEST_FIRST = ("made_at", "id")


@public
def invite(request: HttpRequest) -> HttpResponse:
    """Ask someone to come and look: without an account, and with a receipt at once."""
    form = InviteForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return TemplateResponse(request, "visits/invite.html", {"form": form}, status=422 if form.is_bound else 200)
    invitation = Invitation.objects.invite(by=Voice.PETITIONER, **form.said())
    return admit(request, redirect("visits:receipt", invitation.number), invitation.number)


@petitioner
@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt of an invitation, made to be printed."""
    thing = get_object_or_404(Invitation.objects.select_related("place"), number=number)
    return TemplateResponse(request, "visits/receipt.html", {"thing": thing, "code": thing.code(request)})


@petitioner
@never_cache
def invitation(request: HttpRequest, number: str) -> HttpResponse:
    """Whether someone comes, and when; or why not."""
    thing = get_object_or_404(Invitation.objects.select_related("place", "visit__user", "visit__post"), number=number)
    context = {"thing": thing, "lines": timeline(thing, public=True), "when": when_words(thing.visit) if thing.visit else ""}
    return TemplateResponse(request, "visits/invitation.html", context)


@staff
@never_cache
def invitations(request: StaffRequest) -> HttpResponse:
    """Invitations not yet answered, the oldest first; or with `?box=answered` those that were."""
    seen = Invitation.objects.visible_to(request.user).select_related("place", "enterprise", "visit")
    answered = request.GET.get("box") == "answered"
    found = keyset(
        seen.exclude(answered_at=None) if answered else seen.open(),
        request,
        order=("-answered_at", "-id") if answered else OLDEST_FIRST,
    )
    return page(request, "visits/invitations.html", {"page": found, "answered": answered})


@staff
@never_cache
def answer(request: StaffRequest, number: str) -> HttpResponse:
    """Accept with one of my visits ahead, or decline with a reason."""
    thing = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("place", "person"), number=number)
    if not rules.may_answer(request.user, thing):
        raise PermissionDenied
    ahead = Visit.objects.of(request.user).ahead().order_by("start_at")
    declining = "reason" in request.POST
    accept = AcceptForm(None if declining else request.POST or None, visits=ahead, initial={"visit": request.GET.get("visit")})
    decline = DeclineInvitationForm(request.POST if declining else None)
    form = decline if declining else accept
    if request.method == "POST" and form.is_valid():
        try:
            (thing.decline if declining else thing.accept)(by=request.user, **form.cleaned_data)
        except VisitError as error:
            form.add_error(None, str(error))
        else:
            return redirect("visits:invitations")
    context = {"thing": thing, "form": form, "accept": accept, "decline": decline, "choices": bool(ahead), "title": _("Answer")}
    return page(request, "visits/answer.html", context, status=422 if form.is_bound else 200)
