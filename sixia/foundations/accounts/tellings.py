from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling("accounts", "opened", public="", internal=_("The account was opened."))
telling("accounts", "password_changed", public="", internal=_("The password was changed."))
telling("accounts", "language_chosen", public="", internal=_("The language was changed."))
telling("accounts", "signed_out_everywhere", public="", internal=_("Signed out everywhere else (%(ended)s sign-ins ended)."))
telling("accounts", "app_added", public="", internal=_("An authenticator app was added as second factor."))
telling("accounts", "app_removed", public="", internal=_("The authenticator app was removed."))
telling("accounts", "passkey_added", public="", internal=_("A passkey was added."))
telling("accounts", "passkey_removed", public="", internal=_("A passkey was removed."))
telling("accounts", "recovery_codes_renewed", public="", internal=_("New recovery codes were made; the old ones are void."))
