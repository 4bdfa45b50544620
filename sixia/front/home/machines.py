"""The machine interface: every room's `api.py` under one roof, described at /api/docs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from sixia import __version__
from sixia.foundations.units.models import Token
from sixia.spine.cases.api import router as cases
from sixia.spine.cases.models.moving import CaseError


class UnitToken(HttpBearer):
    """`Authorization: Bearer sixia_…`: the token of a unit."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        return Token.objects.opened_by(token)


api = NinjaAPI(
    title="Sixia",
    version=__version__,
    description="Cases (诉求) for connected systems. A token belongs to one unit and sees only that unit's cases, never a sealed one.",
    auth=UnitToken(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("/cases/", cases)


@api.exception_handler(CaseError)
def conflict(request: HttpRequest, error: CaseError) -> HttpResponse:
    """A move that the case, as it stands now, does not allow."""
    return api.create_response(request, {"detail": str(error)}, status=409)
