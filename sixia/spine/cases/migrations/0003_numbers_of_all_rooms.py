from django.db import migrations


class Migration(migrations.Migration):
    """Cases take their serials where every room does; the common sequence goes on where theirs stood."""

    dependencies = [("cases", "0002_serials"), ("common", "0001_serial")]

    operations = [
        migrations.RunSQL(
            "SELECT setval('numbers_serial', last_value) FROM cases_serial",
            "SELECT setval('cases_serial', last_value) FROM numbers_serial",
        ),
        migrations.RunSQL(
            "DROP SEQUENCE cases_serial",
            "CREATE SEQUENCE cases_serial MINVALUE 0 MAXVALUE 999999 CYCLE CACHE 20",
        ),
    ]
