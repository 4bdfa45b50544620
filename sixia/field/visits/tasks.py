from procrastinate.contrib.django import app

from .models import FieldFile


@app.periodic(cron="41 3 * * *")
@app.task(name="sixia.visits.sweep_pieces", queueing_lock="sixia.visits.sweep_pieces")
def sweep_pieces(timestamp: int) -> None:
    FieldFile.objects.sweep()
