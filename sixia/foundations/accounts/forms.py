"""allauth's forms in our words, without placeholders that repeat the label."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTotpForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _


def password_rules() -> str:
    return " ".join(str(text) for text in password_validators_help_texts())


class Plain:
    """Mixin: the labels of `words`, the help of `helps`, and no placeholders."""

    words: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class LoginForm(Plain, account.LoginForm):
    words = {"login": _("Name or e-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    words = {"oldpassword": _("Present password"), "password1": _("New password"), "password2": _("New password, once more")}
    helps = {"password1": lazy(password_rules, str)()}


class SetPasswordForm(Plain, account.ResetPasswordKeyForm):
    words = {"password1": _("New password"), "password2": _("New password, once more")}
    helps = {"password1": lazy(password_rules, str)()}


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    words = {"password": _("Password")}


class CodeForm(Plain, factor.AuthenticateForm):
    words = {"code": _("Verification code")}
    helps = {"code": _("Six digits from your authenticator app, or one of your recovery codes.")}


class ReauthenticateCodeForm(Plain, factor.ReauthenticateForm):
    words = CodeForm.words
    helps = CodeForm.helps


class ActivateTotpForm(Plain, AllauthActivateTotpForm):
    words = {"code": _("Code the app shows now")}


class AddPasskeyForm(Plain, AddWebAuthnForm):
    words = {"name": _("Name of this passkey"), "passwordless": _("Sign in with this passkey alone")}
    helps = {
        "name": _("So that you can tell your passkeys apart: “office computer”, “my phone”."),
        "passwordless": _("Without name and password. The device then asks for its PIN or your fingerprint."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class NamePasskeyForm(Plain, EditWebAuthnForm):
    words = {"name": _("Name of this passkey")}


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of pages and notices"), choices=settings.LANGUAGES)
