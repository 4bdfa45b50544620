from django.urls import path

from .views import desk, following, moving, raising

app_name = "cases"
urlpatterns = [
    path("", desk.list_, name="list"),
    path("raise/", raising.raise_, name="raise"),
    path("register/", raising.register, name="register"),
    path("export/", desk.export, name="export"),
    path("follow/", following.follow, name="follow"),
    path("follow/<str:number>/", following.progress, name="progress"),
    path("follow/<str:number>/rate/", following.rate, name="rate"),
    path("follow/<str:number>/receipt/", raising.receipt, name="receipt"),
    path("follow/<str:number>/files/<uuid:token>/", following.file, name="own_file"),
    path("<str:number>/", desk.detail, name="detail"),
    path("<str:number>/sort/", moving.sort, name="sort"),
    path("<str:number>/forward/", moving.forward, name="forward"),
    path("<str:number>/accept/", moving.accept, name="accept"),
    path("<str:number>/answer/", moving.answer, name="answer"),
    path("<str:number>/reveal/", desk.reveal, name="reveal"),
    path("<str:number>/files/<uuid:token>/", desk.file, name="file"),
]
