"""How sign-in goes here: allauth asks this adapter, axes asks the two functions below.

Guessing is stopped by axes alone, whose count is in the database and so the same for every server process. It counts under the
account that a name or an e-mail address leads to, so that trying both gives no second set of tries; a name that leads nowhere is
counted just the same, so the answer never tells whether an account exists.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from .models import SignIn, User
from .second_factor import FACTOR_CHANGES, forget_factor

WRONG = _("This name and password do not go together. Please check both; capital letters count in the password.")


class Backend(AuthenticationBackend):
    """allauth's; whom a session belongs to is known since it was read."""

    def get_user(self, user_id: int) -> User | None:
        officer: User | None = getattr(getattr(context.request, "session", None), "officer", None)
        user = officer if officer and officer.pk == user_id else User.objects.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


def client_ip(request: HttpRequest) -> str | None:
    """Where the request comes from; behind reverse proxies as SIXIA_PROXIES says, never merely as the request claims."""
    return get_client_ip(request) or None


def locked_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name under which wrong tries are counted."""
    typed = ((credentials or {}).get("username") or request.POST.get("login") or "").strip().lower()[:150]
    if "@" not in typed:
        return typed
    return User.objects.filter(email__iexact=typed).values_list("username", flat=True).first() or typed


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code does not fit. Codes change every half minute; each recovery code works once."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes."),
        "rate_limited": _("Too many tries. Please wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: axes counts, once and for all processes."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request) or "0.0.0.0"  # a server on a socket without a proxy: unknown, but no reason to refuse

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session.set_expiry(0)
        SignIn.objects.note(
            user=user, means=means(request, user), ip=client_ip(request), agent=request.META.get("HTTP_USER_AGENT", "")
        )

    def post_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse:
        response = super().post_login(request, user, **hooks)
        if user.language:
            speak(response, user.language)
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """A browser that keeps something of its officer goes where it is wiped first."""
        first = next((page for cookie, page in settings.WIPED_FIRST.items() if cookie in request.COOKIES), None)
        return resolve_url(first) if first else str(super().get_logout_redirect_url(request))

    def set_password(self, user: User, password: str) -> None:
        user.change_password(by=user, password=password)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """allauth announces here whatever changed in the means of signing in: the trail hears it, no mail is sent."""
        if verb := FACTOR_CHANGES.get(template_prefix):
            forget_factor(self.request)
            user.record(verb, by=user)

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any) -> None:
        """ "Signed in as …" says nothing the page does not show."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **more)


def means(request: HttpRequest, user: User) -> str:
    """How this session was opened, by allauth's own record of it."""
    records = [record for record in get_authentication_records(request, user) if record["method"] == "mfa"]
    if any(record.get("passwordless") for record in records):
        return SignIn.Means.PASSKEY
    return SignIn.Means.SECOND_FACTOR if records else SignIn.Means.PASSWORD


def speak(response: HttpResponse, language: str) -> None:
    """Pages are in this language from now on: Django reads it from a cookie, so no page asks the database for it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )
