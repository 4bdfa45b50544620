from django.urls import path

from .views import desk, public

app_name = "commitments"
urlpatterns = [
    path("promises/<number:number>/", public.promise, name="promise"),
    path("commitments/<number:number>/", desk.detail, name="detail"),
]
