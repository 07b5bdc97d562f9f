-- A note or file is opened with the right to its record's module, and nothing in its envelope says which record that is:
-- it may move as records are merged, within one module, and no further.
CREATE FUNCTION app.stays_in_module() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.record_id IS DISTINCT FROM OLD.record_id
    AND (SELECT module_id FROM records WHERE org_id = NEW.org_id AND id = NEW.record_id)
      IS DISTINCT FROM (SELECT module_id FROM records WHERE org_id = OLD.org_id AND id = OLD.record_id) THEN
    RAISE EXCEPTION 'a row of % stays in its module', TG_TABLE_NAME USING ERRCODE = 'CL007';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attachments_stay_in_module BEFORE UPDATE OF record_id ON attachments
  FOR EACH ROW EXECUTE FUNCTION app.stays_in_module();
--> statement-breakpoint
CREATE TRIGGER notes_stay_in_module BEFORE UPDATE OF record_id ON notes
  FOR EACH ROW EXECUTE FUNCTION app.stays_in_module();
