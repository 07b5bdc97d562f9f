-- By hand: reminders. Each org has a mark up to which its reminders were told. Which are due is found by an index: under
-- row-level security the app's role cannot use one on a JSON value, so the function reads as the owner, in the current org
-- only, and gives ids, never a value of the record.
CREATE TABLE "reminder_marks" (
	"org_id" bigint NOT NULL,
	"told_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reminder_marks_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
ALTER TABLE "reminder_marks" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reminder_marks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "reminder_marks" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "reminder_marks" TO careledger_app_role;
--> statement-breakpoint
CREATE INDEX "records_remind_at" ON "records" USING btree ("org_id", "module_id", (("values" ->> 'Remind_At') COLLATE "C"))
  WHERE deleted_at is null and "values" ? 'Remind_At';
--> statement-breakpoint
CREATE INDEX "records_reminder" ON "records" USING btree ("org_id", "module_id", (("values" ->> 'Reminder') COLLATE "C"))
  WHERE deleted_at is null and "values" ? 'Reminder';
--> statement-breakpoint
CREATE FUNCTION app.due_reminders(module bigint, field text, told text, until text)
RETURNS TABLE (id bigint, owner_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF field NOT IN ('Remind_At', 'Reminder') THEN RAISE EXCEPTION 'no field of reminders'; END IF;
  RETURN QUERY EXECUTE format('SELECT r.id, r.owner_id FROM public.records r
    WHERE r.org_id = app.org_id() AND r.module_id = $1 AND r.deleted_at IS NULL AND r."values" ? %1$L
      AND (r."values" ->> %1$L) COLLATE "C" > $2 AND (r."values" ->> %1$L) COLLATE "C" <= $3', field)
    USING module, told, until;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.due_reminders(bigint, text, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.due_reminders(bigint, text, text, text) TO careledger_app_role;
