-- Hand-written: what an act that can be undone changed, and the merges of records.
-- A before image is a record as it was before an import or a merge changed it; what was encrypted stays so.
CREATE TABLE "before_images" (
	"org_id" bigint NOT NULL,
	"act_id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"fields" text[] NOT NULL,
	"values" jsonb NOT NULL,
	"sealed" "bytea",
	"seal_version" integer NOT NULL,
	"tokens" jsonb NOT NULL,
	"version_after" integer NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "before_images_org_id_act_id_record_id_pk" PRIMARY KEY("org_id","act_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"moved" jsonb NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"merged_by" bigint NOT NULL,
	CONSTRAINT "merges_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "merged_records" (
	"org_id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"merge_id" bigint NOT NULL,
	CONSTRAINT "merged_records_org_id_record_id_pk" PRIMARY KEY("org_id","record_id")
);
--> statement-breakpoint
ALTER TABLE "before_images" ADD CONSTRAINT "before_images_org_id_record_id_records_org_id_id_fk" FOREIGN KEY ("org_id","record_id") REFERENCES "public"."records"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_org_id_record_id_records_org_id_id_fk" FOREIGN KEY ("org_id","record_id") REFERENCES "public"."records"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "merged_records" ADD CONSTRAINT "merged_records_org_id_record_id_records_org_id_id_fk" FOREIGN KEY ("org_id","record_id") REFERENCES "public"."records"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "merged_records" ADD CONSTRAINT "merged_records_org_id_merge_id_merges_org_id_id_fk" FOREIGN KEY ("org_id","merge_id") REFERENCES "public"."merges"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "before_images_record" ON "before_images" USING btree ("org_id","record_id");
--> statement-breakpoint
CREATE INDEX "before_images_made" ON "before_images" USING btree ("org_id","made_at");
--> statement-breakpoint
CREATE INDEX "merges_record" ON "merges" USING btree ("org_id","record_id");
--> statement-breakpoint
CREATE INDEX "merged_records_merge" ON "merged_records" USING btree ("org_id","merge_id");
--> statement-breakpoint
ALTER TABLE "before_images" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "before_images" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "before_images" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (fields, version_after), DELETE ON "before_images" TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE "merges" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "merges" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "merges" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "merges" TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE "merged_records" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "merged_records" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "merged_records" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "merged_records" TO careledger_app_role;
