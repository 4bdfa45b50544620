"""The yardstick's server: the same settings and database, and nothing of Django that a bare view can do without."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from benchmarks import ready  # noqa: F401 (first)

settings.ROOT_URLCONF = "benchmarks.yardstick"
settings.MIDDLEWARE = []  # emptied only now: allauth insists on its own while it is set up
settings.TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [settings.ROOT / "benchmarks" / "templates"]}
]
application = WSGIHandler()
