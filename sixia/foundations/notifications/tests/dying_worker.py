"""A worker of its own process for test_rescue: `python -m …dying_worker MAILS [hang]`. With `hang` it never gets a letter out."""

import sys
import time

import django
from django.conf import settings
from django.core import mail

if __name__ == "__main__":
    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = sys.argv[1]
    if "hang" in sys.argv:
        mail.EmailMessage.send = lambda self: time.sleep(600)

    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, concurrency=1, listen_notify=False)
