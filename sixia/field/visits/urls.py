from django.urls import path

from .views import desk

app_name = "visits"
urlpatterns = [
    path("<number:number>/", desk.detail, name="detail"),
]
