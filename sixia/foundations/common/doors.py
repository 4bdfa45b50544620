"""The four doors: every view of ours carries exactly one, and it says who may come in at all.

`public` anyone · `petitioner` whoever opened this receipt in this browser · `staff` a signed-in officer · `machine` a connected
system, known by its key. What someone may see behind the door is `visible_to`, what they may do is `may_<verb>`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

View = Callable[..., HttpResponseBase]
P = ParamSpec("P")
R = TypeVar("R")

DOORS: Final = ("public", "petitioner", "staff", "machine")
RECEIPTS: Final = "sixia_receipts"  # a signed cookie: numbers whose secret was given here; the server remembers no visitor
RECEIPTS_KEPT: Final = 12 * 3600
MOST_RECEIPTS: Final = 20


def _hang(door: str, view: Callable[..., Any], guarded: Callable[..., Any]) -> Callable[..., Any]:
    """Mark the guarded view with its door; a second door on one view is a mistake of the program."""
    if hasattr(view, "door"):
        raise TypeError(f"{view!r} already has the door {view.door!r}; a view carries exactly one.")
    guarded = wraps(view)(guarded)
    guarded.door = door  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Anyone may come in."""

    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _hang("public", view, open_to_all)


def petitioner(view: View) -> View:
    """Whoever gave the secret of this receipt in this browser; anyone else is asked for it first."""

    def behind_the_receipt(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        number = kwargs["number"]
        if number not in receipts_held(request):
            return sent_to(request, f"{resolve_url(settings.PETITIONER_DOOR)}?{urlencode({'number': number})}")
        return _kept_private(view(request, *args, **kwargs))

    return _hang("petitioner", view, behind_the_receipt)


def staff(view: View) -> View:
    """A signed-in officer; anyone else is asked to sign in, and comes back here afterwards."""

    def behind_the_sign_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return sent_to(request, redirect_to_login(_where_they_are(request)).url)
        return _kept_private(view(request, *args, **kwargs))

    return _hang("staff", view, behind_the_sign_in)


def machine(operation: Callable[P, R]) -> Callable[P, R]:
    """A connected system: the key itself is asked for by the interface's own auth."""

    def behind_the_key(*args: P.args, **kwargs: P.kwargs) -> R:
        return operation(*args, **kwargs)

    return _hang("machine", operation, behind_the_key)


def receipts_held(request: HttpRequest) -> list[str]:
    """The receipts this browser has opened with their secrets in the last hours, oldest first."""
    kept = request.get_signed_cookie(RECEIPTS, default="", salt=RECEIPTS, max_age=RECEIPTS_KEPT)
    return kept.split(".") if kept else []


def admit(request: HttpRequest, response: R, number: str) -> R:
    """Remember with this answer that the secret of this receipt was given; the oldest receipts are forgotten first."""
    numbers = [*(kept for kept in receipts_held(request) if kept != number), number][-MOST_RECEIPTS:]
    response.set_signed_cookie(  # type: ignore[attr-defined]
        RECEIPTS, ".".join(numbers), salt=RECEIPTS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def sent_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the whole page elsewhere, also when only a part of it was asked for."""
    return HttpResponseClientRedirect(url) if "HX-Request" in request.headers else _redirect(url)


def _redirect(url: str) -> HttpResponseRedirect:
    return redirect(url)  # type: ignore[return-value]


def _where_they_are(request: HttpRequest) -> str:
    """The page to come back to: for a fragment, the page it is part of."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{parts.path}?{parts.query}".rstrip("?") if parts.path else request.get_full_path()


def _kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Nothing behind a door stays in a shared browser or a proxy."""
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    return response
