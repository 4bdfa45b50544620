from datetime import timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixia.foundations.common.doors import staff

from .forms import LanguageForm
from .requests import StaffRequest
from .signing_in import client_ip, locked_name, speak


@staff
def mine(request: StaffRequest) -> HttpResponse:
    form = LanguageForm(request.POST or None, initial={"language": request.user.language or request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        request.user.choose_language(by=request.user, **form.cleaned_data)
        response = redirect("accounts:mine")
        speak(response, request.user.language)
        return response
    return TemplateResponse(request, "accounts/mine.html", {"form": form}, status=422 if form.errors else 200)


@staff
def sign_ins(request: StaffRequest) -> HttpResponse:
    """Where this account is signed in now, and its last sign-ins."""
    live = UserSession.objects.filter(user=request.user).order_by("-created_at")
    return TemplateResponse(
        request,
        "accounts/sign_ins.html",
        {
            "sessions": [(session, session.session_key == request.session.session_key) for session in live if session.exists()],
            "sign_ins": request.user.sign_ins.order_by("-id"),
        },
    )


@staff
@require_POST
def sign_out_everywhere(request: StaffRequest) -> HttpResponse:
    request.user.sign_out_everywhere(by=request.user, keep=request.session.session_key or "")
    messages.success(request, _("Signed out everywhere else."))
    return redirect("accounts:sign_ins")


def locked(request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None) -> HttpResponse:
    """After too many wrong tries, in place of the page asked for; the same words whether or not there is such an account."""
    last = AccessAttempt.objects.filter(username=locked_name(request, credentials), ip_address=client_ip(request))
    since = last.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    left = max(settings.AXES_COOLOFF_TIME - (timezone.now() - since), timedelta())
    page = render(request, "account/lockout.html", {"minutes": -(-int(left.total_seconds()) // 60) or 1}, status=429)
    page["Retry-After"] = str(int(left.total_seconds()))
    return page
