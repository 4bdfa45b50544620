"""Ours, and of allauth's only what this house uses: there is no sign-up, and a forgotten password goes to the keeper."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import include, path, re_path

from sixia.foundations.common.doors import public, staff

from . import views

ours = [
    path("", views.mine, name="mine"),
    path("sign-ins/", views.sign_ins, name="sign_ins"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]

open_link = public(account.password_reset_from_key)

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", staff(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", staff(account.password_change), name="account_change_password"),
    path("password/set/done/", public(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    re_path(r"^password/set/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", open_link, name="account_reset_password_from_key"),
    path("2fa/", staff(factor.index), name="mfa_index"),
    path("2fa/authenticate/", public(factor.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", staff(factor.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/activate/", staff(app.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/deactivate/", staff(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", staff(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/generate/", staff(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/codes/download/", staff(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/passkeys/", staff(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", staff(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", public(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("2fa/passkeys/reauthenticate/", staff(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", staff(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/passkeys/<int:pk>/edit/", staff(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]
