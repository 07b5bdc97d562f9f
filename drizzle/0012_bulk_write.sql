-- Hand-written: what became of each row of a running bulk write. Ids, codes and names of fields; no values.
CREATE TABLE "bulk_write_rows" (
	"org_id" bigint NOT NULL,
	"job_id" bigint NOT NULL,
	"row" integer NOT NULL,
	"outcome" text NOT NULL,
	"record_id" bigint,
	"errors" text NOT NULL,
	CONSTRAINT "bulk_write_rows_org_id_job_id_row_pk" PRIMARY KEY("org_id","job_id","row")
);
--> statement-breakpoint
ALTER TABLE "bulk_write_rows" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "bulk_write_rows" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "bulk_write_rows" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "bulk_write_rows" TO careledger_app_role;
