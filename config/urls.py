"""All addresses, room by room. docs/DOORS.md says who may open which."""

from django.urls import include, path

from sixia.front.home.machines import api

urlpatterns = [
    path("", include("sixia.front.home.urls")),
    path("accounts/", include("sixia.foundations.accounts.urls")),
    path("deadlines/", include("sixia.foundations.deadlines.urls")),
    path("notices/", include("sixia.foundations.notifications.urls")),
    path("cases/", include("sixia.spine.cases.urls")),
    path("", include("sixia.spine.commitments.urls")),
    path("reception/", include("sixia.field.reception.urls")),
    path("", include("sixia.field.onsite.urls")),
    path("visits/", include("sixia.field.visits.urls")),
    path("field/", include("sixia.field.visits.fieldurls")),
    path("pairings/", include("sixia.field.pairings.urls")),
    path("api/v1/", api.urls),
    path("ledgers/", include("sixia.front.integrations.ledgers.urls")),
    path("timetables/", include("sixia.front.integrations.timetables.urls")),
]

handler500 = "sixia.foundations.common.failing.broken"
