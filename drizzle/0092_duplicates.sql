-- By hand: what a search for duplicates found, sealed, for a day; and groups of which somebody said that they are different
-- people or things, as a keyed digest of the records, which names none of them.
CREATE TABLE "duplicate_groups" (
	"org_id" bigint NOT NULL,
	"job_id" bigint NOT NULL,
	"n" integer NOT NULL,
	"sealed" bytea NOT NULL,
	CONSTRAINT "duplicate_groups_org_id_job_id_n_pk" PRIMARY KEY("org_id","job_id","n"),
	CONSTRAINT "duplicate_groups_org_id_job_id_jobs_org_id_id_fk" FOREIGN KEY ("org_id","job_id") REFERENCES "public"."jobs"("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "told_apart" (
	"org_id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"digest" bytea NOT NULL,
	"told_by" bigint NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "told_apart_org_id_module_id_digest_pk" PRIMARY KEY("org_id","module_id","digest"),
	CONSTRAINT "told_apart_org_id_module_id_modules_org_id_id_fk" FOREIGN KEY ("org_id","module_id") REFERENCES "public"."modules"("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "duplicate_groups" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "duplicate_groups" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "duplicate_groups" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "duplicate_groups" TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE "told_apart" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "told_apart" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "told_apart" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "told_apart" TO careledger_app_role;
