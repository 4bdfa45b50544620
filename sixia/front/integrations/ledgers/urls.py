from django.urls import path

from . import views

app_name = "ledgers"
urlpatterns = [
    path("", views.receive, name="receive"),
    path("<uuid:token>/", views.detail, name="detail"),
    path("<uuid:token>/begin/", views.begin, name="begin"),
    path("<uuid:token>/sheet/", views.choose_sheet, name="choose_sheet"),
    path("<uuid:token>/discard/", views.discard, name="discard"),
    path("<uuid:token>/refused/", views.refused, name="refused"),
]
