"""Addresses that only the tests of this room open, one behind each door."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from sixia.foundations.common.doors import admit, petitioner, public, staff


@public
def square(request: HttpRequest) -> HttpResponse:
    return HttpResponse("square")


@petitioner
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    return HttpResponse(f"receipt {number}")


@staff
def office(request: HttpRequest) -> HttpResponse:
    return HttpResponse("office")


@staff
@require_POST
def stamp(request: HttpRequest) -> HttpResponse:
    return HttpResponse("stamped")


@public
def open_receipt(request: HttpRequest, number: str) -> HttpResponse:
    return admit(request, HttpResponse(""), number)


urlpatterns = [
    path("square/", square, name="square"),
    path("receipt/<number>/", receipt, name="receipt"),
    path("receipt/<number>/open/", open_receipt),
    path("office/", office, name="office"),
    path("stamp/", stamp, name="stamp"),
    path("for/<number>/", public(lambda request, number: HttpResponse("part")), name="for_number"),
]
