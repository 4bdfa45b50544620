from django.urls import path

from .views import desk, moving, petitioner, public

app_name = "commitments"
urlpatterns = [
    path("promises/", public.list_, name="all"),
    path("promises/<number:number>/", public.shown, name="shown"),
    path("promises/case/<number:number>/", petitioner.to_petitioner, name="to_petitioner"),
    path("promises/case/<number:number>/<number:promise>/say/", petitioner.say, name="say"),
    path("commitments/", desk.list_, name="list"),
    path("commitments/promise/", moving.promise, name="promise"),
    path("commitments/export/", desk.export, name="export"),
    path("commitments/case/<number:number>/", desk.for_case, name="for_case"),
    path("commitments/<number:number>/", desk.detail, name="detail"),
    path("commitments/<number:number>/note/", moving.note, name="note"),
    path("commitments/<number:number>/report/", moving.report, name="report"),
    path("commitments/<number:number>/confirm/", moving.confirm, name="confirm"),
    path("commitments/<number:number>/recheck/", moving.recheck, name="recheck"),
    path("commitments/<number:number>/change/", moving.change, name="change"),
    path("commitments/<number:number>/hand_over/", moving.hand_over, name="hand_over"),
    path("commitments/<number:number>/ask_to_drop/", moving.ask_to_drop, name="ask_to_drop"),
    path("commitments/<number:number>/refuse_to_drop/", moving.refuse_to_drop, name="refuse_to_drop"),
    path("commitments/<number:number>/drop/", moving.drop, name="drop"),
    path("commitments/<number:number>/files/<uuid:token>/", desk.file, name="file"),
]
