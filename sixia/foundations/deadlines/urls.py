from django.urls import path

from . import views

app_name = "deadlines"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("calendar/<int:year>/", views.calendar, name="calendar"),
    path("<str:code>/<str:start>/", views.reckoning, name="reckoning"),
]
