"""The database refuses a circle of answers among links of one audience, whoever writes them."""

from django.db import migrations

ANSWERING = "('answers', 'answers_in_part', 'acknowledges', 'denies_receipt', 'rejects')"
WALK = """
    WITH RECURSIVE up(letter) AS (
        SELECT NEW.earlier_id
        UNION
        SELECT link.earlier_id FROM correspondence_link AS link JOIN up ON link.later_id = up.letter
        WHERE link.relation IN {answering} AND link.audience_id = NEW.audience_id AND link.id <> NEW.id
    )
    SELECT 1 FROM up WHERE letter = NEW.later_id
""".format(answering=ANSWERING)

POSTGRESQL = f"""
CREATE FUNCTION correspondence_link_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Two transactions must not each add half a circle: answers are linked one transaction at a time.
    PERFORM pg_advisory_xact_lock(hashtext('correspondence_link'));
    IF EXISTS ({WALK}) THEN
        RAISE EXCEPTION 'link_no_circle: the earlier letter already answers the later one' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correspondence_link_no_circle BEFORE INSERT OR UPDATE ON correspondence_link
    FOR EACH ROW WHEN (NEW.relation IN {ANSWERING}) EXECUTE FUNCTION correspondence_link_no_circle();
"""
SQLITE = """
CREATE TRIGGER correspondence_link_no_circle_{when} BEFORE {WHEN} ON correspondence_link
    WHEN NEW.relation IN {answering}
BEGIN
    SELECT RAISE(ABORT, 'link_no_circle: the earlier letter already answers the later one') WHERE EXISTS ({walk});
END
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for when in ("insert", "update"):
        schema_editor.execute(SQLITE.format(when=when, WHEN=when.upper(), answering=ANSWERING, walk=WALK))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION correspondence_link_no_circle() CASCADE")
        return
    for when in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER correspondence_link_no_circle_{when}")


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
