"""The second factor (第二重验证): an authenticator app, passkeys, recovery codes; and the rule that an office may make it a duty.

TOTP secrets and recovery codes are kept encrypted under a key derived from SECRET_KEY; SECRET_KEY_FALLBACKS are tried after it,
so that the key can be changed without anyone losing their app.
"""

import base64
from collections.abc import Callable
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.foundations.common.look import office_name

FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# what allauth announces → the verb on the trail
FACTOR_CHANGES: Final = {
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_renewed",
}
SEEN: Final = "second_factor"  # in the session: this account has one


def forget_factor(request: HttpRequest) -> None:
    """Look again at the next request whether there is a second factor."""
    request.session.pop(SEEN, None)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Codes change every half minute; each recovery code works once."),
    }

    def get_totp_issuer(self) -> str:
        return office_name()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return lock().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": kept + 1}


def lock() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    derived = (salted_hmac("sixia.second_factor", b"", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


class SecondFactorFirst:
    """With SIXIA_TWO_FACTOR=required: an officer without a second factor sets one up before anything else.

    Asks the database once a session; only installed where the office requires it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_missing(request) and not request.path.startswith(self.open_addresses()):
            return redirect("mfa_index")
        return self.get_response(request)

    def is_missing(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.session.get(SEEN) or not request.user.is_authenticated:
            return False
        request.session[SEEN] = is_mfa_enabled(request.user, FACTORS)
        return not request.session[SEEN]

    def open_addresses(self) -> tuple[str, ...]:
        return (reverse("mfa_index"), reverse("account_reauthenticate"), reverse("account_logout"), settings.STATIC_URL)
