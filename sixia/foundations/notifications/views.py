from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import staff
from sixia.foundations.common.pages import keyset

from . import rules
from .models import NotGivenUp, Notice


@staff
def inbox(request: StaffRequest) -> HttpResponse:
    page = keyset(Notice.objects.inbox(request.user), request, order=("-id",))
    rows = [(notice, notice.told()) for notice in page]
    may = {"see_given_up": rules.may_see_given_up(request.user)}
    return TemplateResponse(request, "notifications/inbox.html", {"page": page, "rows": rows, "may": may})


@staff
def read(request: StaffRequest, key: UUID) -> HttpResponse:
    """To where the notice points; it is read from then on."""
    notice = get_object_or_404(Notice.objects.inbox(request.user), key=key)
    Notice.objects.filter(pk=notice.pk).mark_read()
    safe = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect(notice.link if notice.link and safe else "notices:inbox")


@staff
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    Notice.objects.inbox(request.user).mark_read()
    return redirect("notices:inbox")


@staff
def given_up(request: StaffRequest) -> HttpResponse:
    if not rules.may_see_given_up(request.user):
        raise PermissionDenied
    page = keyset(Notice.objects.given_up().select_related("to_user"), request, order=("-id",))
    may = {"resend": rules.may_resend(request.user)}
    return TemplateResponse(request, "notifications/given_up.html", {"page": page, "may": may})


@staff
@require_POST
def resend(request: StaffRequest, key: UUID) -> HttpResponse:
    if not rules.may_resend(request.user):
        raise PermissionDenied
    notice = get_object_or_404(Notice, key=key)
    try:
        notice.resend(by=request.user)
        messages.success(request, _("It is on its way again."))
    except NotGivenUp:
        messages.info(request, _("It was sent again already."))
    return redirect("notices:given_up")
