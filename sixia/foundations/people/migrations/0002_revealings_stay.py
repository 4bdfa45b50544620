"""Who opened whose details, and when, cannot be changed or removed afterwards. The reason can only be written again under a new key."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION people_revealing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'That details were opened stays on record: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER people_revealing_stays BEFORE DELETE OR UPDATE OF id, person_id, by_id, at, fields ON people_revealing
    FOR EACH STATEMENT EXECUTE FUNCTION people_revealing_refuse();
"""

BACKWARD = """
DROP TRIGGER people_revealing_stays ON people_revealing;
DROP FUNCTION people_revealing_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
