-- By hand: what a change of many records works through, a row a record: chosen on the server when it starts, with the
-- version that the record had, so that one somebody changed meanwhile is refused rather than overwritten.
CREATE TABLE "mass_change_rows" (
	"org_id" bigint NOT NULL,
	"job_id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	CONSTRAINT "mass_change_rows_org_id_job_id_record_id_pk" PRIMARY KEY("org_id","job_id","record_id"),
	CONSTRAINT "mass_change_rows_state" CHECK (state in ('waiting', 'done', 'refused') and (state = 'refused') = (reason is not null))
);
--> statement-breakpoint
ALTER TABLE "mass_change_rows" ADD CONSTRAINT "mass_change_rows_org_id_job_id_jobs_org_id_id_fk" FOREIGN KEY ("org_id","job_id") REFERENCES "public"."jobs"("org_id","id");
--> statement-breakpoint
ALTER TABLE "mass_change_rows" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "mass_change_rows" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "mass_change_rows" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "mass_change_rows" TO careledger_app_role;
