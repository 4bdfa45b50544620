"""The phone's page and what it asks for: a folder of its own, since that is how far its worker reaches."""

from django.urls import path

from .views import field

app_name = "field"
urlpatterns = [
    path("", field.carry, name="page"),
    path("left/", field.left, name="left"),
    path("manifest.json", field.manifest, name="manifest"),
    path("worker.js", field.worker, name="worker"),
    path("key/", field.key, name="key"),
    path("pack/", field.pack, name="pack"),
    path("sync/", field.sync, name="sync"),
    path("files/<uuid:once>/", field.file, name="file"),
    path("brought/<number:number>/", field.brought, name="brought"),
    path("brought/<number:number>/<uuid:token>/", field.brought_file, name="brought_file"),
]
