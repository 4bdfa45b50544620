from django.urls import path, register_converter

from sixia.foundations.common.numbers import NumberConverter

from .views import desk, following, moving, owning, raising

register_converter(NumberConverter, "number")

app_name = "cases"
urlpatterns = [
    path("", desk.list_, name="list"),
    path("raise/", raising.raise_, name="raise"),
    path("register/", raising.register, name="register"),
    path("export/", desk.export, name="export"),
    path("follow/", following.follow, name="follow"),
    path("follow/<number:number>/", following.progress, name="progress"),
    path("follow/<number:number>/rate/", following.rate, name="rate"),
    path("follow/<number:number>/receipt/", raising.receipt, name="receipt"),
    path("follow/<number:number>/files/<uuid:token>/", following.file, name="own_file"),
    path("<number:number>/", desk.detail, name="detail"),
    path("<number:number>/sort/", moving.sort, name="sort"),
    path("<number:number>/forward/", moving.forward, name="forward"),
    path("<number:number>/accept/", moving.accept, name="accept"),
    path("<number:number>/answer/", moving.answer, name="answer"),
    path("<number:number>/own/", owning.own, name="own"),
    path("<number:number>/report_own/", owning.report_own, name="report_own"),
    path("<number:number>/disown/", owning.disown, name="disown"),
    path("<number:number>/receipt/", raising.receipt_again, name="receipt_again"),
    path("<number:number>/reveal/", desk.reveal, name="reveal"),
    path("<number:number>/files/<uuid:token>/", desk.file, name="file"),
]
