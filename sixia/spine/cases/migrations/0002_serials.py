from django.db import migrations


class Migration(migrations.Migration):
    """The sequence behind public numbers: it never hands a serial out twice and never makes anyone wait."""

    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE cases_serial MINVALUE 0 MAXVALUE 999999 CYCLE CACHE 20",
            "DROP SEQUENCE cases_serial",
        ),
        # the planner guesses better how common a word is
        migrations.RunSQL("ALTER TABLE cases_case ALTER COLUMN search SET STATISTICS 1000", migrations.RunSQL.noop),
    ]
