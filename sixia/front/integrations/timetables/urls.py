from django.urls import path

from . import views

app_name = "timetables"
urlpatterns = [path("", views.receive, name="receive")]
