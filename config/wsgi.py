import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded now stays as long as the process: Python need not look through it for rubbish again, nor after every few pages.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
