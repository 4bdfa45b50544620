from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("help/", views.help, name="help"),
    path("desk/", views.desk, name="desk"),
    path("desk/rail/", views.rail, name="rail"),
    path("search/", views.search, name="search"),
    # the reader's choices
    path("language/", views.language, name="language"),
    path("look/", views.look, name="look"),
    # for machines
    path("api/docs/", views.describe, name="describe"),
    path("api/openapi.json", views.openapi, name="openapi"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
