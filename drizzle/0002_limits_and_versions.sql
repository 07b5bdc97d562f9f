-- Hand-written: the limits of the HIPAA settings, held by the database however many administrators race;
-- the version of an org's metadata; name search; the door to the job queue.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE INDEX records_name_search ON records USING gin (org_id, module_id, (name_key COLLATE "default") gin_trgm_ops)
  WHERE deleted_at IS NULL;
--> statement-breakpoint
-- Starts an act in an org: sets the org that row-level security checks and gives the version of its metadata.
CREATE FUNCTION app.begin_act(org bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.org_id', org::text, true);
  RETURN (SELECT meta_version FROM orgs WHERE org_id = org);
END $$;
--> statement-breakpoint
-- Starts a change in an org. Changes share a lock that a change of the metadata takes alone: no record is written by
-- metadata that is older than the marks in force, and two metadata changes follow one another.
CREATE FUNCTION app.begin_change(org bigint, alone boolean) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.org_id', org::text, true);
  IF alone THEN
    PERFORM pg_advisory_xact_lock(org);
  ELSE
    PERFORM pg_advisory_xact_lock_shared(org);
  END IF;
  RETURN (SELECT meta_version FROM orgs WHERE org_id = org);
END $$;
--> statement-breakpoint
-- At most 25 fields of a module contain personal health data; only where HIPAA is on and the module is selected.
CREATE FUNCTION app.check_mark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  selected boolean;
BEGIN
  SELECT hipaa INTO selected FROM modules WHERE org_id = NEW.org_id AND id = NEW.module_id FOR NO KEY UPDATE;
  IF NOT coalesce(selected, false) THEN
    RAISE EXCEPTION 'the module is not selected for HIPAA' USING ERRCODE = 'CL003';
  END IF;
  IF (SELECT count(*) FROM fields
      WHERE org_id = NEW.org_id AND module_id = NEW.module_id AND marked AND deleted_at IS NULL AND id <> NEW.id) >= 25 THEN
    RAISE EXCEPTION 'a module holds at most 25 marked fields' USING ERRCODE = 'CL001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER fields_check_mark_insert BEFORE INSERT ON fields
  FOR EACH ROW WHEN (NEW.marked) EXECUTE FUNCTION app.check_mark();
--> statement-breakpoint
CREATE TRIGGER fields_check_mark_update BEFORE UPDATE OF marked, deleted_at ON fields
  FOR EACH ROW WHEN (NEW.marked AND NEW.deleted_at IS NULL AND (NOT OLD.marked OR OLD.deleted_at IS NOT NULL))
  EXECUTE FUNCTION app.check_mark();
--> statement-breakpoint
-- At most 10 modules are selected, and only while HIPAA is on.
CREATE FUNCTION app.check_selected_module() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  enabled boolean;
BEGIN
  SELECT hipaa_enabled INTO enabled FROM compliance_settings WHERE org_id = NEW.org_id FOR NO KEY UPDATE;
  IF NOT coalesce(enabled, false) THEN
    RAISE EXCEPTION 'HIPAA compliance settings are off' USING ERRCODE = 'CL004';
  END IF;
  IF (SELECT count(*) FROM modules WHERE org_id = NEW.org_id AND hipaa AND id <> NEW.id) >= 10 THEN
    RAISE EXCEPTION 'at most 10 modules are selected' USING ERRCODE = 'CL002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER modules_check_selected_insert BEFORE INSERT ON modules
  FOR EACH ROW WHEN (NEW.hipaa) EXECUTE FUNCTION app.check_selected_module();
--> statement-breakpoint
CREATE TRIGGER modules_check_selected_update BEFORE UPDATE OF hipaa ON modules
  FOR EACH ROW WHEN (NEW.hipaa AND NOT OLD.hipaa) EXECUTE FUNCTION app.check_selected_module();
--> statement-breakpoint
CREATE FUNCTION app.bump_meta_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orgs SET meta_version = meta_version + 1 WHERE org_id = app.org_id();
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['modules', 'fields', 'layouts', 'sections', 'layout_fields', 'compliance_settings'] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION app.bump_meta_version()',
      t || '_bump_meta_version', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Enqueues a job in the caller's transaction. The payload is ids only. The queue's tables belong to the owner.
CREATE FUNCTION app.enqueue(task text, org bigint, job bigint, queue text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF org IS DISTINCT FROM nullif(current_setting('app.org_id', true), '')::bigint THEN
    RAISE EXCEPTION 'a job is enqueued only in the current org';
  END IF;
  PERFORM graphile_worker.add_job(
    task, json_build_object('orgId', org::text, 'jobId', job::text), queue_name => queue, max_attempts => 5);
END $$;
