"""All addresses, room by room. docs/DOORS.md says who may open which."""

from django.urls import include, path

urlpatterns = [
    path("", include("sixia.front.home.urls")),
    path("accounts/", include("sixia.foundations.accounts.urls")),
    path("deadlines/", include("sixia.foundations.deadlines.urls")),
    path("people/", include("sixia.foundations.people.urls")),
    path("cases/", include("sixia.spine.cases.urls")),
    path("ledgers/", include("sixia.front.integrations.ledgers.urls")),
]

handler500 = "sixia.foundations.common.failing.broken"
