-- Hand-written: rows of an import that point to other rows of the same file wait until all of them are records.
CREATE TABLE import_waiting (
  org_id bigint NOT NULL,
  job_id bigint NOT NULL,
  "row" integer NOT NULL,
  record_id bigint NOT NULL,
  CONSTRAINT import_waiting_org_id_job_id_row_pk PRIMARY KEY (org_id, job_id, "row")
);
--> statement-breakpoint
ALTER TABLE import_waiting ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_waiting FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON import_waiting USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON import_waiting TO careledger_app_role;
