"""The machine interface: every room's `api.py` under one roof, described at /api/docs/. All trouble is told in one form."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from sixia import __version__
from sixia.foundations.units.models import Token
from sixia.spine.cases.api import router as cases
from sixia.spine.cases.models.moving import CaseError


class UnitToken(HttpBearer):
    """`Authorization: Bearer sixia_…`: the key of a unit."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        return Token.objects.opened_by(token)


api = NinjaAPI(
    title="Sixia",
    version=__version__,
    description="Cases (诉求) for connected systems. A key of a unit sees that unit's cases, never a sealed one.",
    auth=UnitToken(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("/cases/", cases)

# What pydantic finds, in words of ours; what is not here keeps its own.
WRONG: Final = {
    "missing": gettext_lazy("is missing"),
    "string_type": gettext_lazy("is to be text"),
    "string_too_short": gettext_lazy("is to have at least %(min_length)s characters"),
    "string_too_long": gettext_lazy("has room for %(max_length)s characters at most"),
    "string_pattern_mismatch": gettext_lazy("does not look like one"),
    "enum": gettext_lazy("is to be one of: %(expected)s"),
    "int_type": gettext_lazy("is to be a whole number"),
    "int_parsing": gettext_lazy("is to be a whole number"),
    "int_from_float": gettext_lazy("is to be a whole number"),
    "timezone_aware": gettext_lazy("needs its time zone, for example +08:00"),
}


def told(request: HttpRequest, status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    return api.create_response(request, {"detail": detail, "errors": errors or []}, status=status)


@api.exception_handler(CaseError)
def conflict(request: HttpRequest, error: CaseError) -> HttpResponse:
    """A move that the case, as it stands now, does not allow."""
    return told(request, 409, str(error))


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"where": _where(each["loc"]), "what": _what(each)} for each in error.errors]
    return told(request, 422, _("This cannot be taken as it was sent; errors says what to change."), errors)


@api.exception_handler(AuthenticationError)
def without_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = told(request, 401, _("This needs the key of a unit: Authorization: Bearer sixia_…"))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def nowhere(request: HttpRequest, error: Http404) -> HttpResponse:
    return told(request, 404, _("There is no such thing among what this key may see."))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return told(request, error.status_code, _("The body is not readable as JSON.") if error.status_code == 400 else str(error))


def _where(path: tuple[str | int, ...]) -> str:
    """`body.words`: without the name the operation gives to its body."""
    steps = [str(step) for step in path]
    return ".".join(steps[:1] + steps[2:] if steps[0] == "body" else steps)


def _what(error: dict[str, Any]) -> str:
    known = WRONG.get(error["type"])
    return str(known) % error.get("ctx", {}) if known else str(error["msg"])
