"""The trail is append-only: the database itself refuses UPDATE, DELETE and TRUNCATE, to the tables' owner as to anyone else."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION trail_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_entry_refuse();
CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_entry_refuse();

-- also while a session plays the replica, as some loading tools do
ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_entry_no_change;
ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_entry_no_truncate;
"""

BACKWARD = """
DROP TRIGGER trail_entry_no_change ON trail_entry;
DROP TRIGGER trail_entry_no_truncate ON trail_entry;
DROP FUNCTION trail_entry_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
