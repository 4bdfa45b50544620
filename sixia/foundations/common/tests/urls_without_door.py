"""One address whose view has no door: the check has to say so."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def planted(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("planted/", planted)]
