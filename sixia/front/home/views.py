from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from sixia.foundations.accounts.requests import StaffRequest
from sixia.foundations.common.doors import public, staff
from sixia.foundations.common.look import COLOUR_COOKIE, COLOURS, TYPE_COOKIE, TYPES
from sixia.foundations.common.rails import rail_groups
from sixia.spine.cases.boxes import first_box
from sixia.spine.cases.forms import FollowForm, RaiseForm

from .coming import coming
from .describing import operations, shapes
from .health import health
from .machines import api
from .tally import first_day, promised, tally

YEAR: Final = 365 * 24 * 3600
CHOICES: Final = {"type": (TYPE_COOKIE, TYPES), "colour": (COLOUR_COOKIE, COLOURS)}


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    form = RaiseForm()
    form.fields["words"].widget.attrs["placeholder"] = _(
        "For example: two railings of the bridge at the village entrance are broken; children cross it on their way to school."
    )
    context = {"form": form, "follow": FollowForm(), "coming": coming(), "tally": tally(), "since": first_day()}
    return TemplateResponse(request, "home/front.html", {**context, "promised": promised()})


@public
@require_safe
def help(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "home/help.html")


@staff
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    """Where an officer's day starts: the box that presses most."""
    return redirect(f"{reverse('cases:list')}?{urlencode({'box': first_box(request.user)})}")


@staff
@require_safe
def rail(request: StaffRequest) -> HttpResponse:
    """The rail once more, with its counts, for the page it stands on."""
    groups = rail_groups(request, here=request.headers.get("HX-Current-URL", ""), counted=True)
    return TemplateResponse(request, "ui/rail.html#items", {"groups": groups})


@staff
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Across the rooms; so far only cases answer."""
    return redirect(f"{reverse('cases:list')}?{urlencode({'box': 'all', 'q': request.GET.get('q', '')})}")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    return set_language(request)


@public
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Large type and colours, kept in a cookie of their own each."""
    response = redirect(way_back(request))
    for name, (cookie, known) in CHOICES.items():
        if (chosen := request.POST.get(name)) in known:
            response.set_cookie(cookie, chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE_COOKIES, httponly=True)
    return response


def way_back(request: HttpRequest) -> str:
    """The page the reader came from, if it is one of ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return page if ours else reverse("home:front")


@public
@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """The machine interface, for people."""
    schema = api.get_openapi_schema()
    base = request.build_absolute_uri("/").rstrip("/")
    return TemplateResponse(
        request, "home/describe.html", {"operations": operations(schema, base=base), "shapes": shapes(schema)}
    )


@public
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """The machine interface, for machines."""
    schema = {**api.get_openapi_schema(), "servers": [{"url": request.build_absolute_uri("/").rstrip("/")}]}
    return JsonResponse(schema, json_dumps_params={"ensure_ascii": False})


@public
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    answer = health()
    return JsonResponse(answer, status=503 if answer["status"] == "down" else 200)


@public
@require_safe
@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "home/robots.txt", content_type="text/plain; charset=utf-8")


@public
@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("common/seal.svg"))
