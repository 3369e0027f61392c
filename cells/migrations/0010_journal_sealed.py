"""The journal's chain, third step: texts lie beside the chain only, and PostgreSQL holds what an append-only journal is.

Numbers and hashes are given at commit, so that a deed that records early does not hold its ward's head for its whole
length. The first deferred trigger only touches the row, which puts the second one behind every other check of the
commit: whoever holds a head waits for no other lock any more, so nobody waits in a circle. Heads of several wards are
locked in the order of their codes.
"""

import django.db.models
from django.db import migrations, models

TEXTS = ("actor_name", "acting_for_name", "object_name", "before", "after", "reason")

FUNCTIONS = r"""
CREATE FUNCTION journal_form(e cells_journalentry) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"acting_for_id":' || coalesce(e.acting_for_id::text, 'null')
    || ',"action":' || to_json(e.action::text)::text
    || ',"actor_id":' || coalesce(e.actor_id::text, 'null')
    || ',"at":"' || to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","content_hash":' || to_json(e.content_hash::text)::text
    || ',"covers":' || to_json(e.covers)::text
    || ',"number":' || coalesce(e.number::text, 'null')
    || ',"object_id":' || to_json(e.object_id::text)::text
    || ',"object_type":' || to_json(e.object_type::text)::text
    || ',"previous_hash":' || to_json(e.previous_hash::text)::text
    || ',"ward_code":' || to_json(e.ward_code::text)::text || '}'
$$;

CREATE FUNCTION journal_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cells_journalentry SET number = number WHERE id = NEW.id AND number IS NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION journal_hang() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ward text;
  head cells_journalhead%ROWTYPE;
  entry cells_journalentry%ROWTYPE;
BEGIN
  PERFORM 1 FROM cells_journalentry WHERE id = NEW.id AND number IS NULL;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF coalesce(current_setting('journal.locked', true), '') <> txid_current()::text THEN
    FOR ward IN SELECT DISTINCT ward_code FROM cells_journalentry WHERE number IS NULL ORDER BY ward_code LOOP
      INSERT INTO cells_journalhead VALUES (ward, 0, '') ON CONFLICT (ward_code) DO NOTHING;
      PERFORM 1 FROM cells_journalhead WHERE ward_code = ward FOR UPDATE;
    END LOOP;
    PERFORM set_config('journal.locked', txid_current()::text, true);
  END IF;
  INSERT INTO cells_journalhead VALUES (NEW.ward_code, 0, '') ON CONFLICT (ward_code) DO NOTHING;
  SELECT * INTO head FROM cells_journalhead WHERE ward_code = NEW.ward_code FOR UPDATE;
  -- With it all others of this ward that this transaction touched: a head written once for each of thousands would be slow.
  FOR entry IN
    SELECT * FROM cells_journalentry
    WHERE ward_code = NEW.ward_code AND number IS NULL AND (id = NEW.id OR xmin = pg_current_xact_id()::xid)
    ORDER BY id
  LOOP
    entry.number := head.number + 1;
    entry.previous_hash := head.hash;
    entry.hash := encode(sha256(convert_to(journal_form(entry), 'UTF8')), 'hex');
    UPDATE cells_journalentry SET number = entry.number, previous_hash = entry.previous_hash, hash = entry.hash
      WHERE id = entry.id;
    head.number := entry.number;
    head.hash := entry.hash;
  END LOOP;
  UPDATE cells_journalhead SET number = head.number, hash = head.hash WHERE ward_code = NEW.ward_code;
  RETURN NULL;
END $$;

CREATE FUNCTION journal_guard_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('journal.doing', true), '') = 'restoring' AND TG_OP <> 'UPDATE' THEN
    RETURN CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.number IS NULL AND NEW.previous_hash = '' AND NEW.hash = '' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.number IS NULL AND NEW.id = OLD.id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'The journal is append-only: % of an entry is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION journal_guard_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND coalesce(current_setting('journal.doing', true), '') IN ('erasing', 'restoring') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The journal is append-only: % of texts is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION journal_guard_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() > 1 OR coalesce(current_setting('journal.doing', true), '') = 'restoring' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'The journal is append-only: % of a head is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION journal_guard_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The journal is append-only: TRUNCATE is refused.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE CONSTRAINT TRIGGER journal_touch AFTER INSERT ON cells_journalentry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION journal_touch();
CREATE CONSTRAINT TRIGGER journal_hang AFTER UPDATE ON cells_journalentry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION journal_hang();
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE ON cells_journalentry
  FOR EACH ROW EXECUTE FUNCTION journal_guard_entry();
CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON cells_journaltext
  FOR EACH ROW EXECUTE FUNCTION journal_guard_text();
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE ON cells_journalhead
  FOR EACH ROW EXECUTE FUNCTION journal_guard_head();
CREATE TRIGGER journal_guard_all BEFORE TRUNCATE ON cells_journalentry EXECUTE FUNCTION journal_guard_all();
CREATE TRIGGER journal_guard_all BEFORE TRUNCATE ON cells_journaltext EXECUTE FUNCTION journal_guard_all();
CREATE TRIGGER journal_guard_all BEFORE TRUNCATE ON cells_journalhead EXECUTE FUNCTION journal_guard_all();
"""

NO_FUNCTIONS = """
DROP FUNCTION journal_touch, journal_hang, journal_guard_entry, journal_guard_text, journal_guard_head, journal_guard_all CASCADE;
DROP FUNCTION journal_form;
"""


def on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            # Without a list of values nothing in it is taken for a place to fill in.
            schema_editor.execute(statements, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("cells", "0009_journal_carried_over")]

    operations = [
        # With a default the way back can make the column again.
        migrations.AlterField(
            "journalentry", "actor_name", models.CharField(blank=True, default="", max_length=320)
        ),
        *(migrations.RemoveField("journalentry", name) for name in TEXTS),
        migrations.AddConstraint(
            "journalentry", models.UniqueConstraint(fields=["ward_code", "number"], name="journal_one_number")
        ),
        migrations.AddIndex(
            "journalentry",
            models.Index(
                condition=models.Q(("number", None)), fields=["ward_code"], name="journal_not_yet_chained"
            ),
        ),
        migrations.RunPython(on_postgresql(FUNCTIONS), on_postgresql(NO_FUNCTIONS)),
    ]
