from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read-all/", views.read_all, name="read_all"),
    path("given-up/", views.given_up, name="given_up"),
    path("<uuid:key>/", views.read, name="read"),
    path("<uuid:key>/resend/", views.resend, name="resend"),
]
