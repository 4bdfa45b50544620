from procrastinate.contrib.django import app

from .models import Attachment


@app.periodic(cron="23 * * * *")
@app.task(name="sixia.attachments.sweep_held", queueing_lock="sixia.attachments.sweep_held")
def sweep_held(timestamp: int) -> None:
    Attachment.objects.sweep_held()
