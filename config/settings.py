"""Every setting of the house, read from the environment. docs/operators/settings.md names them all."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from config import embedded

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SIXIA_VAR", ROOT / "var"))


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def secret(name: str) -> str:
    """A key from the environment; on a machine without one, made once and kept in var/keys/ for this machine only."""
    if value := os.environ.get(name):
        return value
    kept = VAR / "keys" / name.lower()
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        try:
            os.link(fresh, kept)  # the first of two starting processes wins
        except FileExistsError:
            pass
        fresh.unlink()
    return kept.read_text().strip()


# --- what runs ---------------------------------------------------------------------------------
DEBUG = flag("SIXIA_DEBUG")
SECRET_KEY = secret("SIXIA_SECRET_KEY")
ALLOWED_HOSTS = words("SIXIA_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = words("SIXIA_ORIGINS")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "sixia.front.home",
    "sixia.front.integrations.ledgers",
    "sixia.front.integrations.timetables",
    "sixia.field.reception",
    "sixia.field.onsite",
    "sixia.field.visits",
    "sixia.field.pairings",
    "sixia.spine.commitments",
    "sixia.spine.cases",
    "sixia.foundations.notifications",
    "sixia.foundations.attachments",
    "sixia.foundations.people",
    "sixia.foundations.deadlines",
    "sixia.foundations.units",
    "sixia.foundations.places",
    "sixia.foundations.accounts",
    "sixia.foundations.trail",
    "sixia.foundations.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sixia.foundations.common.content_policy.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sixia.foundations.common.look.look",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "sixia.foundations.common.templatetags.said"],
        },
    }
]

FORM_RENDERER = "sixia.foundations.common.pieces.Pieces"

# --- the database: embedded, or any PostgreSQL of 15 or later ------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL") or embedded.url(VAR)
_place = conninfo_to_dict(DATABASE_URL)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _place.pop("dbname", "sixia"),
        "USER": _place.pop("user", ""),
        "PASSWORD": _place.pop("password", ""),
        "HOST": _place.pop("host", ""),
        "PORT": str(_place.pop("port", "")),
        "OPTIONS": {
            **_place,
            "prepare_threshold": 2,  # a Statement (common/statements.py) is planned once a connection; nothing else is prepared
            # a request waits five seconds at most for a database that is away; a pool that gave up tries again with the next
            "pool": {"min_size": 1, "max_size": int(os.environ.get("SIXIA_POOL", "8")), "timeout": 5, "reconnect_timeout": 5},
        },
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("SIXIA_TEST_DATABASE", "test_sixia")},
    }
}

# --- who may come in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "sixia.foundations.accounts.signing_in.Backend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# accounts: sign-in by name or e-mail, throttled; officers' accounts are opened by the keeper
ACCOUNT_ADAPTER = "sixia.foundations.accounts.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # signed in until the browser closes, SESSION_COOKIE_AGE at the longest
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # the keeper's link
ACCOUNT_LOGOUT_REDIRECT_URL = "home:front"
WIPED_FIRST = {"sixia_field": "field:left"}  # a cookie of browsers that keep something: the page that wipes it after sign-out
ACCOUNT_FORMS = {
    "login": "sixia.foundations.accounts.forms.LoginForm",
    "change_password": "sixia.foundations.accounts.forms.ChangePasswordForm",
    "reset_password_from_key": "sixia.foundations.accounts.forms.SetPasswordForm",
    "reauthenticate": "sixia.foundations.accounts.forms.ReauthenticateForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SIXIA_PROXIES", "0"))  # reverse proxies in front that add X-Forwarded-For
# accounts: second factor
SIXIA_TWO_FACTOR = os.environ.get("SIXIA_TWO_FACTOR", "optional")  # or "required"
if SIXIA_TWO_FACTOR == "required":
    MIDDLEWARE += ["sixia.foundations.accounts.second_factor.SecondFactorFirst"]
MFA_ADAPTER = "sixia.foundations.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds for clocks that run fast or slow
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the keeper
MFA_FORMS = {
    "authenticate": "sixia.foundations.accounts.forms.CodeForm",
    "reauthenticate": "sixia.foundations.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "sixia.foundations.accounts.forms.ActivateTotpForm",
    "add_webauthn": "sixia.foundations.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "sixia.foundations.accounts.forms.NamePasskeyForm",
}
# accounts: five wrong tries for one name from one place, then a quarter of an hour
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # accounts.SignIn keeps the last ones
AXES_USERNAME_CALLABLE = "sixia.foundations.accounts.signing_in.locked_name"
AXES_CLIENT_IP_CALLABLE = "sixia.foundations.accounts.signing_in.client_ip"
AXES_LOCKOUT_CALLABLE = "sixia.foundations.accounts.views.locked"
AXES_VERBOSE = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
PETITIONER_DOOR = "cases:follow"
SESSION_ENGINE = "sixia.foundations.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = flag("SIXIA_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
if SECURE_COOKIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000

# --- what a page may load: only our own files, nothing inline --------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

# --- language, time ------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["sixia.foundations.common.formats"]

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
ATTACHMENT_ROOT = Path(os.environ.get("SIXIA_ATTACHMENTS", VAR / "attachments"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": ATTACHMENT_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if _bucket := os.environ.get("SIXIA_S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _bucket,
            "endpoint_url": os.environ.get("SIXIA_S3_URL") or None,
            "region_name": os.environ.get("SIXIA_S3_REGION") or None,
            "access_key": os.environ.get("SIXIA_S3_KEY") or None,
            "secret_key": os.environ.get("SIXIA_S3_SECRET") or None,
            "default_acl": None,
            "file_overwrite": False,
        },
    }
MEBIBYTE = 1024 * 1024
ATTACHMENT_MOST_BYTES = int(os.environ.get("SIXIA_ATTACHMENT_MIB", "20")) * MEBIBYTE  # of one file
ATTACHMENT_MOST_FILES = 10  # in one form
ATTACHMENT_MOST_HELD = 40  # that one visitor can leave waiting in unsent forms
ATTACHMENT_HELD_FOR = timedelta(days=1)  # then they are swept
ATTACHMENT_DIGEST = os.environ.get("SIXIA_DIGEST", "sha256")  # or "sm3", where the OpenSSL of the machine has it
LEDGER_MOST_BYTES = int(os.environ.get("SIXIA_LEDGER_MIB", "40")) * MEBIBYTE  # of one ledger file
LEDGER_LEFT_FOR = timedelta(days=30)  # a ledger sent in and never taken in is dropped then
UPLOAD_MOST_BYTES = int(os.environ.get("SIXIA_UPLOAD_MIB", "240")) * MEBIBYTE  # written to disk for one request, at most
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # whole requests up to 2.5 MB
    "sixia.foundations.attachments.uploads.CappedUploadHandler",
]

# --- personal details: keys, newest first; docs/operators says how they are rotated ------------------
SIXIA_KEYS = words("SIXIA_KEYS") or [secret("SIXIA_KEYS")]
SIXIA_INDEX_KEY = secret("SIXIA_INDEX_KEY")  # of the look-up index: stays when the others rotate
SIXIA_CIPHER = os.environ.get("SIXIA_CIPHER", "aes-gcm")  # or "sm4-gcm"

# --- the queue and what is said to people -----------------------------------------------------------
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2, "delete_jobs": "successful", "shutdown_graceful_timeout": 20.0}
NOTICE_CHANNELS = {
    "desk": "sixia.foundations.notifications.channels.Desk",
    "email": "sixia.foundations.notifications.channels.Mail",
}
PUBLIC_URL = os.environ.get("SIXIA_URL", "").rstrip("/")  # how people reach us, for links in e-mails: https://…
EMAIL_URL = os.environ.get("SIXIA_EMAIL_URL", "")  # smtp://user:password@host:587?tls=1; without it mails go to var/mail/
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_URL else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("SIXIA_EMAIL_FROM", "sixia@localhost")
if EMAIL_URL:
    _post = urlsplit(EMAIL_URL)
    EMAIL_HOST = _post.hostname or "localhost"
    EMAIL_HOST_USER = unquote(_post.username or "")
    EMAIL_HOST_PASSWORD = unquote(_post.password or "")
    EMAIL_USE_SSL = _post.scheme == "smtps"
    EMAIL_USE_TLS = "tls=1" in _post.query
    EMAIL_PORT = _post.port or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)

# --- what this office is called --------------------------------------------------------------------
OFFICE_PLACE = os.environ.get("SIXIA_PLACE", "")  # statistical code; empty: the widest place loaded
WRONG_SECRETS = int(os.environ.get("SIXIA_WRONG_SECRETS", "10"))  # guesses a minute before a receipt is closed for a while
OFFICE_NAME = os.environ.get("SIXIA_OFFICE", "")
DEMO = flag("SIXIA_DEMO")
