from django.db import migrations


class Migration(migrations.Migration):
    """The sequence behind the public numbers of all rooms: it never hands a serial out twice and never makes anyone wait."""

    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE numbers_serial MINVALUE 0 MAXVALUE 999999 CYCLE CACHE 20",
            "DROP SEQUENCE numbers_serial",
        ),
    ]
