"""Every setting of the house, read from the environment. docs/operators/settings.md names them all."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _
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
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
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
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

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
        "OPTIONS": {**_place, "pool": {"min_size": 1, "max_size": int(os.environ.get("SIXIA_POOL", "8")), "timeout": 10}},
        "TEST": {"NAME": os.environ.get("SIXIA_TEST_DATABASE", "test_sixia")},
    }
}

# --- who may come in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
PETITIONER_DOOR = "cases:follow"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = flag("SIXIA_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
if SECURE_COOKIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000

# --- language, time ------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
ATTACHMENT_ROOT = Path(os.environ.get("SIXIA_ATTACHMENTS", VAR / "attachments"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": ATTACHMENT_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- what this office is called --------------------------------------------------------------------
OFFICE_NAME = os.environ.get("SIXIA_OFFICE", "")
DEMO = flag("SIXIA_DEMO")
