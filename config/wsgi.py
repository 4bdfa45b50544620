import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded now stays as long as the process: Python need not look through it for rubbish again, nor after every few pages.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
# A thread that comes back from the database, perhaps with a row locked that others wait for, has its turn soon.
sys.setswitchinterval(0.0005)
